-- Rectifications (art. 13): what was found stays, what was done is only added, and another person confirms the end.

CREATE TRIGGER rectification_starts_open BEFORE INSERT ON rectification
WHEN NEW.state <> 'open' OR NEW.reported_by_id IS NOT NULL OR NEW.closed_by_id IS NOT NULL OR NEW.result <> ''
BEGIN
    SELECT RAISE(ABORT, 'GUARD:rectification_starts_open:【第十三条】整改事项只能从“整改中”开始；完成以后请另行报告。');
END;

CREATE TRIGGER rectification_first_due BEFORE INSERT ON rectification
WHEN NEW.first_due_on IS NOT NEW.due_on
BEGIN
    SELECT RAISE(ABORT, 'GUARD:rectification_first_due:【第十三条】登记时的整改期限就是原定期限；以后需要改动的请办理延期。');
END;

CREATE TRIGGER rectification_never_replaced BEFORE INSERT ON rectification
WHEN EXISTS (SELECT 1 FROM rectification WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM rectification WHERE number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:rectification_never_replaced:已有相同编号的整改事项，不能用新内容顶替；请核对后另行新增。');
END;

CREATE TRIGGER rectification_fixed BEFORE UPDATE ON rectification
WHEN NEW.id IS NOT OLD.id OR NEW.number IS NOT OLD.number OR NEW.project_id IS NOT OLD.project_id OR
    NEW.year IS NOT OLD.year OR NEW.source IS NOT OLD.source OR NEW.source_id IS NOT OLD.source_id OR
    NEW.source_document IS NOT OLD.source_document OR NEW.division_id IS NOT OLD.division_id OR
    NEW.author_id IS NOT OLD.author_id OR NEW.found_on IS NOT OLD.found_on OR
    NEW.first_due_on IS NOT OLD.first_due_on OR NEW.problem_type IS NOT OLD.problem_type OR
    NEW.problem IS NOT OLD.problem OR NEW.amount IS NOT OLD.amount OR NEW.basis IS NOT OLD.basis OR
    NEW.demand IS NOT OLD.demand OR NEW.papers IS NOT OLD.papers
BEGIN
    SELECT RAISE(ABORT, 'GUARD:rectification_fixed:【第十三条】整改事项的问题、来源和责任科室不能改动；确有差错请作废后另行登记。');
END;

CREATE TRIGGER rectification_moves BEFORE UPDATE OF state ON rectification
WHEN NEW.state <> OLD.state AND NOT (
        (OLD.state = 'open' AND NEW.state IN ('reported', 'void'))
        OR (OLD.state = 'reported' AND NEW.state IN ('open', 'closed', 'void'))
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:rectification_moves:【第十三条】整改事项不能这样改变状态；请先报告完成，再由另一人确认销号。');
END;

CREATE TRIGGER rectification_ended BEFORE UPDATE ON rectification
WHEN OLD.state IN ('closed', 'void')
BEGIN
    SELECT RAISE(ABORT, 'GUARD:rectification_ended:【第十三条】已销号或作废的整改事项不能改动；有新问题请另行登记。');
END;

-- Papers that show the problem, or that were not enough, do not prove its end: newer ones do, or a reason stands for them.
CREATE TRIGGER rectification_reported_with_proof BEFORE UPDATE OF state ON rectification
WHEN NEW.state = 'reported' AND OLD.state <> 'reported' AND instr(NEW.result, '无佐证材料：') = 0
    AND (SELECT count(*) FROM attachment WHERE owner_kind = 'rectification' AND owner_id = NEW.id) <= coalesce(
        (
            SELECT papers FROM rectification_note
            WHERE rectification_id = NEW.id AND step = 'rejection' ORDER BY id DESC LIMIT 1
        ),
        OLD.papers
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:rectification_reported_with_proof:【第十三条】登记或退回以后没有上传佐证材料，不能报告完成；请先上传佐证，或写明没有佐证的原因。');
END;

CREATE TRIGGER rectification_confirmed_apart BEFORE UPDATE OF state ON rectification
WHEN NEW.state = 'closed' AND OLD.state <> 'closed' AND (
        NEW.closed_by_id IS NULL OR NEW.closed_on IS NULL OR NEW.reported_by_id IS NULL
        OR NEW.closed_by_id IN (NEW.person_id, NEW.reported_by_id)
        OR EXISTS (
            SELECT 1 FROM rectification_note WHERE rectification_id = NEW.id
            AND (former_id = NEW.closed_by_id OR (step = 'report' AND person_id = NEW.closed_by_id))
        )
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:rectification_confirmed_apart:【第十三条】销号须由没有担任过责任人、报告人的人确认；请由另一人办理。');
END;

CREATE TRIGGER rectification_handover_noted BEFORE UPDATE OF person_id ON rectification
WHEN NEW.person_id IS NOT OLD.person_id AND NOT EXISTS (
        SELECT 1 FROM rectification_note
        WHERE rectification_id = NEW.id AND step = 'handover' AND former_id = OLD.person_id
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:rectification_handover_noted:【第十三条】更换责任人须留下记录，曾经的责任人不能确认销号；请通过“补充措施和责任人”办理。');
END;

CREATE TRIGGER rectification_due_noted BEFORE UPDATE OF due_on ON rectification
WHEN NEW.due_on IS NOT OLD.due_on AND NOT EXISTS (
        SELECT 1 FROM rectification_note
        WHERE rectification_id = NEW.id AND step = 'extension' AND due_on = NEW.due_on
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:rectification_due_noted:【第十三条】整改期限只能通过“延期”改动，并写明原因；请办理延期。');
END;

CREATE TRIGGER rectification_never_deleted BEFORE DELETE ON rectification
BEGIN
    SELECT RAISE(ABORT, 'GUARD:rectification_never_deleted:【第十三条】整改事项不能删除；登记有误请作废，编号仍保留。');
END;

CREATE TRIGGER rectification_note_never_changed BEFORE UPDATE ON rectification_note
BEGIN
    SELECT RAISE(ABORT, 'GUARD:rectification_note_never_changed:【第十三条】整改记录只能新增，不能修改；请另记一条。');
END;

CREATE TRIGGER rectification_note_never_deleted BEFORE DELETE ON rectification_note
BEGIN
    SELECT RAISE(ABORT, 'GUARD:rectification_note_never_deleted:【第十三条】整改记录不能删除；请另记一条说明。');
END;

CREATE TRIGGER rectification_note_never_replaced BEFORE INSERT ON rectification_note
WHEN EXISTS (SELECT 1 FROM rectification_note WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:rectification_note_never_replaced:已有相同编号的整改记录，不能用新内容顶替；请核对后另行新增。');
END;

CREATE TRIGGER rectification_note_counts_papers BEFORE INSERT ON rectification_note
WHEN NEW.step = 'rejection' AND NEW.papers IS NOT (
        SELECT count(*) FROM attachment WHERE owner_kind = 'rectification' AND owner_id = NEW.rectification_id
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:rectification_note_counts_papers:【第十三条】退回整改时须记下已有材料的件数；请通过“退回整改”办理。');
END;

CREATE TRIGGER rectification_note_while_open BEFORE INSERT ON rectification_note
WHEN EXISTS (SELECT 1 FROM rectification WHERE id = NEW.rectification_id AND state = 'void')
BEGIN
    SELECT RAISE(ABORT, 'GUARD:rectification_note_while_open:【第十三条】作废的整改事项不再记录进展；有新问题请另行登记。');
END;
