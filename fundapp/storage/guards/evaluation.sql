-- Self-evaluations (arts. 13, 16): signed like payment requests, scores frozen under the hands.

CREATE TRIGGER evaluation_starts_as_draft BEFORE INSERT ON evaluation
WHEN NEW.state <> 'draft' OR NEW.round <> 0 OR NEW.number IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'GUARD:evaluation_starts_as_draft:【第十三条】绩效自评只能从草稿开始；请先存草稿，再提交送审。');
END;

CREATE TRIGGER evaluation_never_replaced BEFORE INSERT ON evaluation
WHEN EXISTS (SELECT 1 FROM evaluation WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM evaluation WHERE number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:evaluation_never_replaced:已有相同编号的绩效自评，不能用新内容顶替；请核对后另行新增。');
END;

CREATE TRIGGER evaluation_number_kept BEFORE UPDATE OF number ON evaluation
WHEN NEW.number IS NOT OLD.number
    AND (OLD.number IS NOT NULL OR EXISTS (SELECT 1 FROM evaluation WHERE number = NEW.number))
BEGIN
    SELECT RAISE(ABORT, 'GUARD:evaluation_number_kept:绩效自评的编号一经给出不再改变，也不能与别的自评相同。');
END;

CREATE TRIGGER evaluation_author_kept BEFORE UPDATE ON evaluation
WHEN NEW.id IS NOT OLD.id OR NEW.author_id IS NOT OLD.author_id
BEGIN
    SELECT RAISE(ABORT, 'GUARD:evaluation_author_kept:【第十五条】绩效自评的填报人不能更换；请作废后重新填写。');
END;

CREATE TRIGGER evaluation_frozen BEFORE UPDATE ON evaluation
WHEN OLD.state IN ('in_approval', 'approved', 'void')
    AND (
        NEW.number IS NOT OLD.number OR NEW.project_year_id IS NOT OLD.project_year_id OR
        NEW.division_id IS NOT OLD.division_id OR NEW.last_editor_id IS NOT OLD.last_editor_id OR
        NEW.dated IS NOT OLD.dated OR NEW.execution_mode IS NOT OLD.execution_mode OR
        NEW.execution_weight IS NOT OLD.execution_weight OR NEW.outcome IS NOT OLD.outcome OR
        NEW.problems IS NOT OLD.problems OR NEW.measures IS NOT OLD.measures OR
        NEW.execution_explanation IS NOT OLD.execution_explanation OR NEW.phone IS NOT OLD.phone OR
        NEW.round IS NOT OLD.round OR NEW.budget_initial IS NOT OLD.budget_initial OR
        NEW.budget_adjusted IS NOT OLD.budget_adjusted OR NEW.executed IS NOT OLD.executed OR
        NEW.execution_points IS NOT OLD.execution_points OR NEW.total_points IS NOT OLD.total_points OR
        NEW.grade IS NOT OLD.grade
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:evaluation_frozen:【第十三条】绩效自评送审以后内容不能改动；请先用“修改”退回草稿，本轮签批随之失效。');
END;

-- The same moves as fundapp.rules.moves.
CREATE TRIGGER evaluation_moves BEFORE UPDATE OF state ON evaluation
WHEN NEW.state <> OLD.state AND NOT (
        (OLD.state IN ('draft', 'returned') AND NEW.state IN ('in_approval', 'void'))
        OR (OLD.state = 'in_approval' AND NEW.state IN ('approved', 'returned', 'draft', 'void'))
        OR (OLD.state = 'approved' AND NEW.state IN ('draft', 'void'))
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:evaluation_moves:【第十三条】绩效自评不能这样改变状态；请按流程办理。');
END;

CREATE TRIGGER evaluation_round_counts BEFORE UPDATE OF round ON evaluation
WHEN NEW.round <> OLD.round AND (NEW.round <> OLD.round + 1 OR OLD.state NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'GUARD:evaluation_round_counts:【第十三条】签批轮次只在送审时加一；请按流程重新提交。');
END;

CREATE TRIGGER evaluation_submitted_with_round BEFORE UPDATE OF state ON evaluation
WHEN NEW.state = 'in_approval' AND OLD.state <> 'in_approval' AND NOT EXISTS (
        SELECT 1 FROM sign_round
        WHERE subject_kind = 'evaluation' AND subject_id = NEW.id AND number = NEW.round AND outcome = 'open'
        AND author_id = NEW.author_id AND last_editor_id = NEW.last_editor_id
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:evaluation_submitted_with_round:【第十三条】送审须有本轮的签批流程；请通过“提交送审”办理。');
END;

CREATE TRIGGER evaluation_approved_by_hands BEFORE UPDATE OF state ON evaluation
WHEN NEW.state = 'approved' AND OLD.state <> 'approved' AND NOT EXISTS (
        SELECT 1 FROM sign_round
        WHERE subject_kind = 'evaluation' AND subject_id = NEW.id AND number = NEW.round AND outcome = 'complete'
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:evaluation_approved_by_hands:【第十三条】本轮签批没有完成，绩效自评不能定稿；请等各环节签字。');
END;

CREATE TRIGGER evaluation_leaves_with_its_round BEFORE UPDATE OF state ON evaluation
WHEN OLD.state IN ('in_approval', 'approved') AND NEW.state IN ('draft', 'returned', 'void') AND EXISTS (
        SELECT 1 FROM sign_round
        WHERE subject_kind = 'evaluation' AND subject_id = NEW.id AND outcome IN ('open', 'complete')
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:evaluation_leaves_with_its_round:【第十三条】退回、撤回、修改或作废时，本轮签批须先结束；请通过程序办理。');
END;

CREATE TRIGGER evaluation_void_reason_kept BEFORE UPDATE OF void_reason ON evaluation
WHEN NEW.void_reason IS NOT OLD.void_reason AND (OLD.void_reason <> '' OR NEW.state <> 'void')
BEGIN
    SELECT RAISE(ABORT, 'GUARD:evaluation_void_reason_kept:作废原因只在作废时填写一次，之后不能改动。');
END;

CREATE TRIGGER evaluation_never_deleted BEFORE DELETE ON evaluation
WHEN OLD.state <> 'draft' OR OLD.round <> 0 OR OLD.number IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'GUARD:evaluation_never_deleted:【第十三条】提交过的绩效自评不能删除；请改为作废，编号仍保留。');
END;

CREATE TRIGGER evaluation_score_frozen_insert BEFORE INSERT ON evaluation_score
WHEN EXISTS (SELECT 1 FROM evaluation WHERE id IN (NEW.evaluation_id) AND state IN ('in_approval', 'approved', 'void'))
    OR EXISTS (SELECT 1 FROM evaluation_score WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:evaluation_score_frozen_insert:【第十三条】绩效自评送审以后得分不能改动；请先用“修改”退回草稿，本轮签批随之失效。');
END;

CREATE TRIGGER evaluation_score_frozen_update BEFORE UPDATE ON evaluation_score
WHEN EXISTS (SELECT 1 FROM evaluation WHERE id IN (OLD.evaluation_id, NEW.evaluation_id) AND state IN ('in_approval', 'approved', 'void'))
    OR NEW.id IS NOT OLD.id
BEGIN
    SELECT RAISE(ABORT, 'GUARD:evaluation_score_frozen_update:【第十三条】绩效自评送审以后得分不能改动；请先用“修改”退回草稿，本轮签批随之失效。');
END;

CREATE TRIGGER evaluation_score_frozen_delete BEFORE DELETE ON evaluation_score
WHEN EXISTS (SELECT 1 FROM evaluation WHERE id IN (OLD.evaluation_id) AND state IN ('in_approval', 'approved', 'void'))
BEGIN
    SELECT RAISE(ABORT, 'GUARD:evaluation_score_frozen_delete:【第十三条】绩效自评送审以后得分不能改动；请先用“修改”退回草稿，本轮签批随之失效。');
END;

CREATE TRIGGER indicator_frozen_insert BEFORE INSERT ON indicator
WHEN EXISTS (
        SELECT 1 FROM evaluation WHERE project_year_id IN (NEW.project_year_id) AND state IN ('in_approval', 'approved')
    )
    OR EXISTS (SELECT 1 FROM indicator WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:indicator_frozen_insert:【第十三条】绩效自评送审以后指标不能改动；请先用“修改”退回草稿，本轮签批随之失效。');
END;

CREATE TRIGGER indicator_frozen_update BEFORE UPDATE ON indicator
WHEN EXISTS (
        SELECT 1 FROM evaluation WHERE project_year_id IN (OLD.project_year_id, NEW.project_year_id) AND state IN ('in_approval', 'approved')
    )
    OR NEW.id IS NOT OLD.id
BEGIN
    SELECT RAISE(ABORT, 'GUARD:indicator_frozen_update:【第十三条】绩效自评送审以后指标不能改动；请先用“修改”退回草稿，本轮签批随之失效。');
END;

CREATE TRIGGER indicator_frozen_delete BEFORE DELETE ON indicator
WHEN EXISTS (
        SELECT 1 FROM evaluation WHERE project_year_id IN (OLD.project_year_id) AND state IN ('in_approval', 'approved')
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:indicator_frozen_delete:【第十三条】绩效自评送审以后指标不能改动；请先用“修改”退回草稿，本轮签批随之失效。');
END;
