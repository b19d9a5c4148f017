-- People are closed, never deleted; their public keys never change, so that old signatures can always be verified.

CREATE TRIGGER person_never_deleted BEFORE DELETE ON person
BEGIN
    SELECT RAISE(ABORT, 'GUARD:person_never_deleted:【第十一条】人员不能删除；离岗请停用。');
END;

CREATE TRIGGER person_never_replaced BEFORE INSERT ON person
WHEN EXISTS (SELECT 1 FROM person WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM person WHERE name = NEW.name)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:person_never_replaced:已有相同编号的人员，不能用新内容顶替；请核对后另行新增。');
END;

CREATE TRIGGER person_stays_unique BEFORE UPDATE OF name ON person
WHEN EXISTS (SELECT 1 FROM person WHERE id <> OLD.id AND name = NEW.name)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:person_stays_unique:已有相同编号或名称的人员，不能顶替它；请换一个。');
END;

CREATE TRIGGER person_id_kept BEFORE UPDATE OF id ON person
WHEN NEW.id IS NOT OLD.id
BEGIN
    SELECT RAISE(ABORT, 'GUARD:person_id_kept:人员编号不能改动；离岗请停用，新人请新增。');
END;

-- The wrapping of the private half changes with the password.
CREATE TRIGGER person_key_fixed BEFORE UPDATE ON person_key
WHEN NEW.id IS NOT OLD.id OR NEW.person_id IS NOT OLD.person_id OR NEW.algorithm IS NOT OLD.algorithm OR
    NEW.public_key IS NOT OLD.public_key OR NEW.made_at IS NOT OLD.made_at OR
    NEW.provisional IS NOT OLD.provisional
BEGIN
    SELECT RAISE(ABORT, 'GUARD:person_key_fixed:签字密钥的公钥和归属不能改动；忘记密码请按规定重置，生成新的密钥。');
END;

CREATE TRIGGER person_key_retired_once BEFORE UPDATE OF retired_at ON person_key
WHEN OLD.retired_at IS NOT NULL AND NEW.retired_at IS NOT OLD.retired_at
BEGIN
    SELECT RAISE(ABORT, 'GUARD:person_key_retired_once:已停用的签字密钥不能恢复；请按规定重置，生成新的密钥。');
END;

CREATE TRIGGER person_key_never_deleted BEFORE DELETE ON person_key
BEGIN
    SELECT RAISE(ABORT, 'GUARD:person_key_never_deleted:签字密钥不能删除；停用后仍用来核验旧签字。');
END;

CREATE TRIGGER person_key_never_replaced BEFORE INSERT ON person_key
WHEN EXISTS (SELECT 1 FROM person_key WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:person_key_never_replaced:已有相同编号的签字密钥，不能用新内容顶替；请核对后另行新增。');
END;
