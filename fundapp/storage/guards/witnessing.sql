-- What a leader witnessed (art. 11): only ever added, by a leader at work with the own key, never by the person concerned.

CREATE TRIGGER witnessing_never_changed BEFORE UPDATE ON witnessing
BEGIN
    SELECT RAISE(ABORT, 'GUARD:witnessing_never_changed:【第十一条】见证只能新增，不能修改；如有差错请由管理员和领导重新办理。');
END;

CREATE TRIGGER witnessing_never_deleted BEFORE DELETE ON witnessing
BEGIN
    SELECT RAISE(ABORT, 'GUARD:witnessing_never_deleted:【第十一条】见证不能删除；如有差错请由管理员和领导重新办理。');
END;

CREATE TRIGGER witnessing_never_replaced BEFORE INSERT ON witnessing
WHEN EXISTS (SELECT 1 FROM witnessing WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:witnessing_never_replaced:【第十一条】已有相同编号的见证，不能用新内容顶替；请核对后另行新增。');
END;

CREATE TRIGGER witnessing_by_leader BEFORE INSERT ON witnessing
WHEN NEW.witness_id = NEW.person_id OR NEW.signature = '' OR NEW.text = ''
    OR NOT EXISTS (SELECT 1 FROM person WHERE id = NEW.witness_id AND closed_on IS NULL)
    OR NOT EXISTS (
        SELECT 1 FROM person_role
        WHERE person_id = NEW.witness_id AND role IN ('supervising_leader', 'principal_leader')
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:witnessing_by_leader:【第十一条】见证须由另一位在用的分管领导或主要领导签名；请领导到场输入密码。');
END;

CREATE TRIGGER witnessing_own_key BEFORE INSERT ON witnessing
WHEN NOT EXISTS (
        SELECT 1 FROM person_key
        WHERE id = NEW.key_id AND person_id = NEW.witness_id AND retired_at IS NULL AND provisional = 0
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:witnessing_own_key:【第十一条】见证须用见证人本人现用的签字密钥；请见证人先设置自己的密码。');
END;
