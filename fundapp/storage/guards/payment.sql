-- Payment requests (art. 12): what hands sign cannot change under them, and no state is reached without its hands.
-- Order of writing in one act: sign-off, outcome of the round, state of the request; disbursement before "paid".

CREATE TRIGGER payment_starts_as_draft BEFORE INSERT ON payment
WHEN NEW.state <> 'draft' OR NEW.round <> 0 OR NEW.number IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'GUARD:payment_starts_as_draft:【第十二条】用款申请只能从草稿开始；请先存草稿，再提交送审。');
END;

CREATE TRIGGER payment_never_replaced BEFORE INSERT ON payment
WHEN EXISTS (SELECT 1 FROM payment WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM payment WHERE number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:payment_never_replaced:【第十二条】已有相同编号的用款申请，不能用新内容顶替；请核对后另行新增。');
END;

CREATE TRIGGER payment_number_kept BEFORE UPDATE OF number ON payment
WHEN NEW.number IS NOT OLD.number
    AND (OLD.number IS NOT NULL OR EXISTS (SELECT 1 FROM payment WHERE number = NEW.number))
BEGIN
    SELECT RAISE(ABORT, 'GUARD:payment_number_kept:用款申请的编号一经给出不再改变，也不能与别的申请相同；作废的编号也不再使用。');
END;

-- Who may not sign rests on who wrote it.
CREATE TRIGGER payment_author_kept BEFORE UPDATE ON payment
WHEN NEW.id IS NOT OLD.id OR NEW.author_id IS NOT OLD.author_id
BEGIN
    SELECT RAISE(ABORT, 'GUARD:payment_author_kept:【第十五条】用款申请的填报人不能更换；如需换人填报，请作废后重新填写。');
END;

-- Remark and filing number stay open.
CREATE TRIGGER payment_frozen BEFORE UPDATE ON payment
WHEN OLD.state IN ('in_approval', 'approved', 'paid', 'void')
    AND (
        NEW.number IS NOT OLD.number OR NEW.year IS NOT OLD.year OR NEW.dated IS NOT OLD.dated OR
        NEW.project_id IS NOT OLD.project_id OR NEW.milestone_id IS NOT OLD.milestone_id OR
        NEW.division_id IS NOT OLD.division_id OR NEW.last_editor_id IS NOT OLD.last_editor_id OR
        NEW.payee_id IS NOT OLD.payee_id OR NEW.account_id IS NOT OLD.account_id OR
        NEW.amount IS NOT OLD.amount OR NEW.economic_class IS NOT OLD.economic_class OR
        NEW.purpose IS NOT OLD.purpose OR NEW.reduction_reason IS NOT OLD.reduction_reason OR
        NEW.method IS NOT OLD.method OR NEW.actual_progress_bp IS NOT OLD.actual_progress_bp OR
        NEW.round IS NOT OLD.round OR NEW.snapshot IS NOT OLD.snapshot
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:payment_frozen:【第十二条】用款申请送审以后内容不能改动；请先用“修改”退回草稿，本轮签批随之失效。');
END;

-- The same moves as fundapp.rules.moves.
CREATE TRIGGER payment_moves BEFORE UPDATE OF state ON payment
WHEN NEW.state <> OLD.state AND NOT (
        (OLD.state IN ('draft', 'returned') AND NEW.state IN ('in_approval', 'void'))
        OR (OLD.state = 'in_approval' AND NEW.state IN ('approved', 'returned', 'draft', 'void'))
        OR (OLD.state = 'approved' AND NEW.state IN ('paid', 'draft', 'void'))
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:payment_moves:【第十二条】用款申请不能这样改变状态；已拨付或已作废的不能退回，未签批的不能直接办结。');
END;

CREATE TRIGGER payment_round_counts BEFORE UPDATE OF round ON payment
WHEN NEW.round <> OLD.round AND (NEW.round <> OLD.round + 1 OR OLD.state NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'GUARD:payment_round_counts:【第十二条】签批轮次只在送审时加一；请按流程重新提交。');
END;

CREATE TRIGGER payment_submitted_with_round BEFORE UPDATE OF state ON payment
WHEN NEW.state = 'in_approval' AND OLD.state <> 'in_approval' AND NOT EXISTS (
        SELECT 1 FROM sign_round
        WHERE subject_kind = 'payment' AND subject_id = NEW.id AND number = NEW.round AND outcome = 'open'
        AND author_id = NEW.author_id AND last_editor_id = NEW.last_editor_id
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:payment_submitted_with_round:【第十二条】送审须有本轮的签批流程；请通过“提交送审”办理。');
END;

CREATE TRIGGER payment_approved_by_hands BEFORE UPDATE OF state ON payment
WHEN NEW.state = 'approved' AND OLD.state <> 'approved' AND NOT EXISTS (
        SELECT 1 FROM sign_round
        WHERE subject_kind = 'payment' AND subject_id = NEW.id AND number = NEW.round AND outcome = 'complete'
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:payment_approved_by_hands:【第十二条】本轮签批没有完成，用款申请不能成为“已签批”；请等各环节签字。');
END;

-- Otherwise an old approval would still count after the amount changed.
CREATE TRIGGER payment_leaves_with_its_round BEFORE UPDATE OF state ON payment
WHEN OLD.state IN ('in_approval', 'approved') AND NEW.state IN ('draft', 'returned', 'void') AND EXISTS (
        SELECT 1 FROM sign_round
        WHERE subject_kind = 'payment' AND subject_id = NEW.id AND outcome IN ('open', 'complete')
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:payment_leaves_with_its_round:【第十二条】退回、撤回、修改或作废时，本轮签批须先结束；请通过程序办理。');
END;

CREATE TRIGGER payment_paid_by_disbursement BEFORE UPDATE OF state ON payment
WHEN NEW.state = 'paid' AND OLD.state <> 'paid' AND NOT EXISTS (
        SELECT 1 FROM disbursement WHERE payment_id = NEW.id AND round = NEW.round AND amount = NEW.amount
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:payment_paid_by_disbursement:【第十二条】没有登记拨付，用款申请不能成为“已拨付”；请先登记拨付。');
END;

CREATE TRIGGER payment_void_reason_kept BEFORE UPDATE OF void_reason ON payment
WHEN NEW.void_reason IS NOT OLD.void_reason AND (OLD.void_reason <> '' OR NEW.state <> 'void')
BEGIN
    SELECT RAISE(ABORT, 'GUARD:payment_void_reason_kept:作废原因只在作废时填写一次，之后不能改动。');
END;

CREATE TRIGGER payment_never_deleted BEFORE DELETE ON payment
WHEN OLD.state <> 'draft' OR OLD.round <> 0 OR OLD.number IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'GUARD:payment_never_deleted:【第十二条】提交过的用款申请不能删除；请改为作废，编号仍保留在清单中。');
END;
