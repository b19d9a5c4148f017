-- Documents that are signed like payment requests (arts. 11, 13, 15): one set of guards for each table in `documents.py`.

CREATE TRIGGER {table}_starts_as_draft BEFORE INSERT ON {table}
WHEN NEW.state <> 'draft' OR NEW.round <> 0 OR NEW.number IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'GUARD:{table}_starts_as_draft:【{article}】{word}只能从草稿开始；请先存草稿，再提交送审。');
END;

CREATE TRIGGER {table}_never_replaced BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM {table} WHERE number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:{table}_never_replaced:已有相同编号的{word}，不能用新内容顶替；请核对后另行新增。');
END;

CREATE TRIGGER {table}_number_kept BEFORE UPDATE OF number ON {table}
WHEN NEW.number IS NOT OLD.number
    AND (OLD.number IS NOT NULL OR EXISTS (SELECT 1 FROM {table} WHERE number = NEW.number))
BEGIN
    SELECT RAISE(ABORT, 'GUARD:{table}_number_kept:{word}的编号一经给出不再改变，也不能与别的{word}相同。');
END;

CREATE TRIGGER {table}_author_kept BEFORE UPDATE ON {table}
WHEN NEW.id IS NOT OLD.id OR NEW.author_id IS NOT OLD.author_id
BEGIN
    SELECT RAISE(ABORT, 'GUARD:{table}_author_kept:【第十五条】{word}的填报人不能更换；请作废后重新填写。');
END;

-- The same moves as fundapp.rules.moves.
CREATE TRIGGER {table}_moves BEFORE UPDATE OF state ON {table}
WHEN NEW.state <> OLD.state AND NOT (
        (OLD.state IN ('draft', 'returned') AND NEW.state IN ('in_approval', 'void'))
        OR (OLD.state = 'in_approval' AND NEW.state IN ('approved', 'returned', 'draft', 'void'))
        OR (OLD.state = 'approved' AND NEW.state IN ('draft', 'void'))
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:{table}_moves:【{article}】{word}不能这样改变状态；请按流程办理。');
END;

CREATE TRIGGER {table}_round_counts BEFORE UPDATE OF round ON {table}
WHEN NEW.round <> OLD.round AND (NEW.round <> OLD.round + 1 OR OLD.state NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'GUARD:{table}_round_counts:【{article}】签批轮次只在送审时加一；请按流程重新提交。');
END;

CREATE TRIGGER {table}_submitted_with_round BEFORE UPDATE OF state ON {table}
WHEN NEW.state = 'in_approval' AND OLD.state <> 'in_approval' AND NOT EXISTS (
        SELECT 1 FROM sign_round
        WHERE subject_kind = '{table}' AND subject_id = NEW.id AND number = NEW.round AND outcome = 'open'
        AND author_id = NEW.author_id AND last_editor_id = NEW.last_editor_id
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:{table}_submitted_with_round:【{article}】送审须有本轮的签批流程；请通过“提交送审”办理。');
END;

CREATE TRIGGER {table}_approved_by_hands BEFORE UPDATE OF state ON {table}
WHEN NEW.state = 'approved' AND OLD.state <> 'approved' AND NOT EXISTS (
        SELECT 1 FROM sign_round
        WHERE subject_kind = '{table}' AND subject_id = NEW.id AND number = NEW.round AND outcome = 'complete'
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:{table}_approved_by_hands:【{article}】本轮签批没有完成，{word}不能定稿；请等各环节签字。');
END;

CREATE TRIGGER {table}_leaves_with_its_round BEFORE UPDATE OF state ON {table}
WHEN OLD.state IN ('in_approval', 'approved') AND NEW.state IN ('draft', 'returned', 'void') AND EXISTS (
        SELECT 1 FROM sign_round
        WHERE subject_kind = '{table}' AND subject_id = NEW.id AND outcome IN ('open', 'complete')
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:{table}_leaves_with_its_round:【{article}】退回、撤回、修改或作废时，本轮签批须先结束；请通过程序办理。');
END;

CREATE TRIGGER {table}_void_reason_kept BEFORE UPDATE OF void_reason ON {table}
WHEN NEW.void_reason IS NOT OLD.void_reason AND (OLD.void_reason <> '' OR NEW.state <> 'void')
BEGIN
    SELECT RAISE(ABORT, 'GUARD:{table}_void_reason_kept:作废原因只在作废时填写一次，之后不能改动。');
END;

CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
WHEN OLD.state <> 'draft' OR OLD.round <> 0 OR OLD.number IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'GUARD:{table}_never_deleted:【{article}】提交过的{word}不能删除；请改为作废，编号仍保留。');
END;

CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table}
WHEN OLD.state IN ('in_approval', 'approved', 'void') AND ({changed})
BEGIN
    SELECT RAISE(ABORT, 'GUARD:{table}_frozen:【{article}】{word}送审以后内容不能改动；请先用“修改”退回草稿，本轮签批随之失效。');
END;
