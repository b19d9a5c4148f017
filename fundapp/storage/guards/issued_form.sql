-- Issued forms: paper witnesses the ledger, so the record of what was issued stays.

CREATE TRIGGER issued_form_never_changed BEFORE UPDATE ON issued_form
BEGIN
    SELECT RAISE(ABORT, 'GUARD:issued_form_never_changed:已出具表单只能新增，不能修改；补打请重新出具一份。');
END;

CREATE TRIGGER issued_form_never_deleted BEFORE DELETE ON issued_form
BEGIN
    SELECT RAISE(ABORT, 'GUARD:issued_form_never_deleted:已出具表单不能删除；补打请重新出具一份。');
END;

CREATE TRIGGER issued_form_never_replaced BEFORE INSERT ON issued_form
WHEN EXISTS (SELECT 1 FROM issued_form WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM issued_form WHERE code = NEW.code)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:issued_form_never_replaced:已有相同编号的已出具表单，不能用新内容顶替；请核对后另行新增。');
END;

CREATE TRIGGER issued_form_of_signed BEFORE INSERT ON issued_form
WHEN (NEW.kind = 'payment_approval' AND NOT EXISTS (
        SELECT 1 FROM payment
        WHERE NEW.subject_kind = 'payment' AND id = NEW.subject_id AND round = NEW.round AND state IN ('approved', 'paid')
    ))
    OR (NEW.kind = 'evaluation' AND NOT EXISTS (
        SELECT 1 FROM evaluation
        WHERE NEW.subject_kind = 'evaluation' AND id = NEW.subject_id AND round = NEW.round AND state = 'approved'
    ))
    OR (NEW.kind = 'application' AND NOT EXISTS (
        SELECT 1 FROM application
        WHERE NEW.subject_kind = 'application' AND id = NEW.subject_id AND round = NEW.round AND state = 'approved'
    ))
    OR (NEW.kind = 'monitoring' AND NOT EXISTS (
        SELECT 1 FROM monitoring
        WHERE NEW.subject_kind = 'monitoring' AND id = NEW.subject_id AND round = NEW.round AND state = 'approved'
    ))
    OR (NEW.kind = 'term_review' AND NOT EXISTS (
        SELECT 1 FROM term_review
        WHERE NEW.subject_kind = 'term_review' AND id = NEW.subject_id AND round = NEW.round AND state = 'approved'
    ))
BEGIN
    SELECT RAISE(ABORT, 'GUARD:issued_form_of_signed:【第十二条】签批完成以前只能打印草稿，不能出具正式表单；请等各环节签字。');
END;
