-- Key evaluations (art. 16): recorded once, voided with a reason when wrong.

CREATE TRIGGER key_evaluation_fixed BEFORE UPDATE ON key_evaluation
WHEN OLD.void_reason <> '' OR NEW.void_reason = '' OR
    NEW.id IS NOT OLD.id OR NEW.project_year_id IS NOT OLD.project_year_id OR NEW.evaluator IS NOT OLD.evaluator OR
    NEW.evaluated_on IS NOT OLD.evaluated_on OR NEW.document_number IS NOT OLD.document_number OR
    NEW.points IS NOT OLD.points OR NEW.grade IS NOT OLD.grade OR NEW.findings IS NOT OLD.findings OR
    NEW.advice IS NOT OLD.advice OR NEW.author_id IS NOT OLD.author_id
BEGIN
    SELECT RAISE(ABORT, 'GUARD:key_evaluation_fixed:【第十六条】重点评价结果不能改动；登记有误请写明原因作废，再重新登记。');
END;

CREATE TRIGGER key_evaluation_never_deleted BEFORE DELETE ON key_evaluation
BEGIN
    SELECT RAISE(ABORT, 'GUARD:key_evaluation_never_deleted:【第十六条】重点评价结果不能删除；登记有误请写明原因作废。');
END;

CREATE TRIGGER key_evaluation_never_replaced BEFORE INSERT ON key_evaluation
WHEN EXISTS (SELECT 1 FROM key_evaluation WHERE id = NEW.id) OR NEW.void_reason <> ''
BEGIN
    SELECT RAISE(ABORT, 'GUARD:key_evaluation_never_replaced:已有相同编号的重点评价，不能用新内容顶替；请核对后另行新增。');
END;
