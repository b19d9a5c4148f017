-- Allocation lists of grants without a contract: frozen once in force (arts. 7, 12).

CREATE TRIGGER allocation_list_starts_as_draft BEFORE INSERT ON allocation_list
WHEN NEW.state <> 'draft' OR NEW.confirmed_by_id IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'GUARD:allocation_list_starts_as_draft:【第十二条】分配清单只能从草稿开始；请先存草稿，再由科室负责人确认。');
END;

CREATE TRIGGER allocation_list_never_replaced BEFORE INSERT ON allocation_list
WHEN EXISTS (SELECT 1 FROM allocation_list WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM allocation_list WHERE number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:allocation_list_never_replaced:已有相同编号的分配清单，不能用新内容顶替；请核对后另行新增。');
END;

CREATE TRIGGER allocation_list_stays_unique BEFORE UPDATE OF number ON allocation_list
WHEN EXISTS (SELECT 1 FROM allocation_list WHERE id <> OLD.id AND number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:allocation_list_stays_unique:已有相同编号或名称的分配清单，不能顶替它；请换一个。');
END;

CREATE TRIGGER allocation_list_author_kept BEFORE UPDATE ON allocation_list
WHEN NEW.id IS NOT OLD.id OR NEW.author_id IS NOT OLD.author_id
BEGIN
    SELECT RAISE(ABORT, 'GUARD:allocation_list_author_kept:【第十五条】分配清单的填报人不能更换；请作废后重新填写。');
END;

CREATE TRIGGER allocation_list_frozen BEFORE UPDATE ON allocation_list
WHEN OLD.state <> 'draft'
    AND (
        NEW.number IS NOT OLD.number OR NEW.name IS NOT OLD.name OR NEW.project_id IS NOT OLD.project_id OR
        NEW.year IS NOT OLD.year OR NEW.last_editor_id IS NOT OLD.last_editor_id OR
        NEW.amount IS NOT OLD.amount OR NEW.document_number IS NOT OLD.document_number OR
        NEW.document_date IS NOT OLD.document_date OR NEW.confirmed_by_id IS NOT OLD.confirmed_by_id
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:allocation_list_frozen:【第十二条】分配清单生效以后内容不能改动；如需调整请作废后另立清单。');
END;

CREATE TRIGGER allocation_list_moves BEFORE UPDATE OF state ON allocation_list
WHEN NEW.state <> OLD.state AND NOT (
        (OLD.state = 'draft' AND NEW.state IN ('in_force', 'void'))
        OR (OLD.state = 'in_force' AND NEW.state IN ('closed', 'void'))
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:allocation_list_moves:【第十二条】分配清单不能这样改变状态；已完结或已作废的不能恢复。');
END;

CREATE TRIGGER allocation_list_confirmed_apart BEFORE UPDATE OF state ON allocation_list
WHEN NEW.state = 'in_force' AND OLD.state <> 'in_force'
    AND (NEW.confirmed_by_id IS NULL OR NEW.confirmed_by_id IN (NEW.author_id, NEW.last_editor_id))
BEGIN
    SELECT RAISE(ABORT, 'GUARD:allocation_list_confirmed_apart:【第十五条】分配清单须由填报人、修改人以外的人确认生效；请由科室负责人确认。');
END;

CREATE TRIGGER allocation_list_void_unpaid BEFORE UPDATE OF state ON allocation_list
WHEN NEW.state = 'void' AND EXISTS (
        SELECT 1 FROM milestone JOIN payment ON payment.milestone_id = milestone.id
        WHERE milestone.allocation_id = OLD.id AND payment.state IN ('in_approval', 'approved', 'paid')
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:allocation_list_void_unpaid:【第十二条】分配清单已有付款或在途用款申请，不能作废；请先作废在途的用款申请。');
END;

CREATE TRIGGER allocation_list_never_deleted BEFORE DELETE ON allocation_list
WHEN OLD.state <> 'draft'
    OR EXISTS (SELECT 1 FROM milestone JOIN payment ON payment.milestone_id = milestone.id WHERE milestone.allocation_id = OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:allocation_list_never_deleted:【第十二条】生效的分配清单不能删除；请改为作废，编号仍保留。');
END;
