-- The audit chain: each line continues the one before it; none is ever changed.

CREATE TRIGGER audit_line_never_changed BEFORE UPDATE ON audit_line
BEGIN
    SELECT RAISE(ABORT, 'GUARD:audit_line_never_changed:【第十五条】留痕只能新增，不能修改；请不要用别的工具改动账套。');
END;

CREATE TRIGGER audit_line_never_deleted BEFORE DELETE ON audit_line
BEGIN
    SELECT RAISE(ABORT, 'GUARD:audit_line_never_deleted:【第十五条】留痕不能删除；请不要用别的工具改动账套。');
END;

CREATE TRIGGER audit_line_never_replaced BEFORE INSERT ON audit_line
WHEN EXISTS (SELECT 1 FROM audit_line WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:audit_line_never_replaced:【第十五条】已有相同编号的留痕，不能用新内容顶替；请核对后另行新增。');
END;

CREATE TRIGGER audit_line_continues BEFORE INSERT ON audit_line
WHEN NEW.id <> (SELECT coalesce(max(id), 0) + 1 FROM audit_line)
    OR NEW.previous IS NOT (
        SELECT coalesce((SELECT hash FROM audit_line ORDER BY id DESC LIMIT 1), '0000000000000000000000000000000000000000000000000000000000000000')
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:audit_line_continues:【第十五条】留痕须逐行相接，不能插入或跳号；请不要用别的工具改动账套。');
END;
