-- Projects, their years and the money appropriated to them (arts. 6, 7, 15, 16).

CREATE TRIGGER project_never_replaced BEFORE INSERT ON project
WHEN EXISTS (SELECT 1 FROM project WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM project WHERE number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:project_never_replaced:已有相同编号的项目，不能用新内容顶替；请核对后另行新增。');
END;

CREATE TRIGGER project_stays_unique BEFORE UPDATE OF number ON project
WHEN EXISTS (SELECT 1 FROM project WHERE id <> OLD.id AND number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:project_stays_unique:已有相同编号或名称的项目，不能顶替它；请换一个。');
END;

CREATE TRIGGER project_frozen BEFORE UPDATE ON project
WHEN OLD.state <> 'draft'
    AND (
        NEW.id IS NOT OLD.id OR NEW.number IS NOT OLD.number OR NEW.name IS NOT OLD.name OR
        NEW.category IS NOT OLD.category OR NEW.division_id IS NOT OLD.division_id OR
        NEW.author_id IS NOT OLD.author_id OR NEW.last_editor_id IS NOT OLD.last_editor_id OR
        NEW.start_year IS NOT OLD.start_year OR NEW.end_year IS NOT OLD.end_year OR
        NEW.approval_document IS NOT OLD.approval_document OR NEW.approved_on IS NOT OLD.approved_on OR
        NEW.confirmed_by_id IS NOT OLD.confirmed_by_id
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:project_frozen:【第十五条】项目确认以后基本信息不能改动；确需调整请另行立项。');
END;

CREATE TRIGGER project_moves BEFORE UPDATE OF state ON project
WHEN NEW.state <> OLD.state AND NOT (
        (OLD.state = 'draft' AND NEW.state = 'in_force')
        OR (OLD.state = 'in_force' AND NEW.state = 'closed')
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:project_moves:【第十五条】项目不能这样改变状态；已确认的不能退回草稿，已结束的请另行立项。');
END;

CREATE TRIGGER project_confirmed_apart BEFORE UPDATE OF state ON project
WHEN NEW.state = 'in_force' AND OLD.state <> 'in_force'
    AND (NEW.confirmed_by_id IS NULL OR NEW.confirmed_by_id IN (NEW.author_id, NEW.last_editor_id))
BEGIN
    SELECT RAISE(ABORT, 'GUARD:project_confirmed_apart:【第十五条】项目须由填报人、修改人以外的人确认；请由科室负责人确认。');
END;

CREATE TRIGGER project_never_deleted BEFORE DELETE ON project
WHEN OLD.state <> 'draft'
BEGIN
    SELECT RAISE(ABORT, 'GUARD:project_never_deleted:【第十五条】已确认的项目不能删除；请改为结束项目。');
END;

CREATE TRIGGER project_year_fixed BEFORE UPDATE ON project_year
WHEN NEW.id IS NOT OLD.id OR NEW.project_id IS NOT OLD.project_id OR NEW.year IS NOT OLD.year
BEGIN
    SELECT RAISE(ABORT, 'GUARD:project_year_fixed:【第十六条】年度建立以后不能改到别的项目或年份；请另建年度。');
END;

CREATE TRIGGER project_year_goal_frozen BEFORE UPDATE OF goal, scheme ON project_year
WHEN (NEW.goal IS NOT OLD.goal OR NEW.scheme IS NOT OLD.scheme) AND (
        EXISTS (SELECT 1 FROM application WHERE project_year_id = OLD.id AND state IN ('in_approval', 'approved'))
        OR EXISTS (SELECT 1 FROM evaluation WHERE project_year_id = OLD.id AND state IN ('in_approval', 'approved'))
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:project_year_goal_frozen:【第十三条】年度申请或绩效自评送审以后年度目标不能改动；请先用“修改”把它们退回草稿，本轮签批随之失效。');
END;

CREATE TRIGGER project_year_never_deleted BEFORE DELETE ON project_year
WHEN EXISTS (SELECT 1 FROM appropriation WHERE project_year_id = OLD.id)
    OR EXISTS (SELECT 1 FROM payment WHERE project_id = OLD.project_id AND year = OLD.year)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:project_year_never_deleted:【第十六条】已有预算指标或用款申请的年度不能删除；请保留该年度。');
END;

CREATE TRIGGER project_year_never_replaced BEFORE INSERT ON project_year
WHEN EXISTS (SELECT 1 FROM project_year WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM project_year WHERE project_id = NEW.project_id AND year = NEW.year)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:project_year_never_replaced:已有相同编号的年度，不能用新内容顶替；请核对后另行新增。');
END;

CREATE TRIGGER appropriation_never_changed BEFORE UPDATE ON appropriation
BEGIN
    SELECT RAISE(ABORT, 'GUARD:appropriation_never_changed:【第六条】预算指标只能新增，不能修改；调整请登记追加或调减。');
END;

CREATE TRIGGER appropriation_never_deleted BEFORE DELETE ON appropriation
BEGIN
    SELECT RAISE(ABORT, 'GUARD:appropriation_never_deleted:【第六条】预算指标不能删除；调整请登记追加或调减。');
END;

CREATE TRIGGER appropriation_never_replaced BEFORE INSERT ON appropriation
WHEN EXISTS (SELECT 1 FROM appropriation WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:appropriation_never_replaced:【第六条】已有相同编号的预算指标，不能用新内容顶替；请核对后另行新增。');
END;

CREATE TRIGGER appropriation_covers_paid BEFORE INSERT ON appropriation
WHEN (
        SELECT coalesce(sum(amount), 0) + NEW.amount FROM appropriation
        WHERE project_year_id = NEW.project_year_id AND source = NEW.source
    ) < (
        SELECT coalesce(sum(share.amount), 0) FROM project_year
        JOIN payment ON payment.project_id = project_year.project_id AND payment.year = project_year.year
        JOIN disbursement ON disbursement.payment_id = payment.id
        JOIN payment_share AS share ON share.payment_id = payment.id AND share.source = NEW.source
        WHERE project_year.id = NEW.project_year_id
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:appropriation_covers_paid:【第六条】调减后的预算指标不能少于已拨付的金额；请核对已付金额。');
END;

-- What is carried over is what the last year that the ledger holds left unspent of the same source (预算法 art. 42).
CREATE TRIGGER appropriation_carried_is_left BEFORE INSERT ON appropriation
WHEN NEW.kind = 'carry_over' AND EXISTS (
        SELECT 1 FROM project_year AS this
        JOIN project_year AS before ON before.project_id = this.project_id AND before.year = (
            SELECT max(year) FROM project_year WHERE project_id = this.project_id AND year < this.year
        )
        WHERE this.id = NEW.project_year_id AND NEW.amount + (
            SELECT coalesce(sum(amount), 0) FROM appropriation
            WHERE project_year_id = this.id AND source = NEW.source AND kind = 'carry_over'
        ) > (
            SELECT coalesce(sum(amount), 0) FROM appropriation WHERE project_year_id = before.id AND source = NEW.source
        ) - (
            SELECT coalesce(sum(share.amount), 0) FROM payment
            JOIN payment_share AS share ON share.payment_id = payment.id AND share.source = NEW.source
            WHERE payment.project_id = before.project_id AND payment.year = before.year
            AND payment.state IN ('in_approval', 'approved', 'paid')
        )
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:appropriation_carried_is_left:【第五条】结转不能超过上年度该来源没有用完的指标；请核对结余，其余登记追加。');
END;

-- Money for a further year follows an approved application; what is carried over or cut needs none.
CREATE TRIGGER appropriation_applied_for BEFORE INSERT ON appropriation
WHEN NEW.kind IN ('initial', 'addition') AND EXISTS (
        SELECT 1 FROM project_year AS this
        JOIN project_year AS earlier ON earlier.project_id = this.project_id AND earlier.year < this.year
        WHERE this.id = NEW.project_year_id
        AND NOT EXISTS (SELECT 1 FROM application WHERE project_year_id = this.id AND state = 'approved')
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:appropriation_applied_for:【第十三条】本年度的年度申请还没有批准，不能登记预算指标；请先完成年度申请的签批。');
END;
