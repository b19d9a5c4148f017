-- Payees and accounts: an account is never edited; a change closes it and adds another (art. 12).

CREATE TRIGGER payee_never_deleted BEFORE DELETE ON payee
WHEN EXISTS (SELECT 1 FROM payee_account WHERE payee_id = OLD.id)
    OR EXISTS (SELECT 1 FROM contract WHERE payee_id = OLD.id)
    OR EXISTS (SELECT 1 FROM milestone WHERE payee_id = OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:payee_never_deleted:【第十二条】已被引用的收款单位不能删除；请保留，不再使用即可。');
END;

CREATE TRIGGER payee_never_replaced BEFORE INSERT ON payee
WHEN EXISTS (SELECT 1 FROM payee WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM payee WHERE name = NEW.name)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:payee_never_replaced:已有相同编号的收款单位，不能用新内容顶替；请核对后另行新增。');
END;

CREATE TRIGGER payee_stays_unique BEFORE UPDATE OF name ON payee
WHEN EXISTS (SELECT 1 FROM payee WHERE id <> OLD.id AND name = NEW.name)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:payee_stays_unique:已有相同编号或名称的收款单位，不能顶替它；请换一个。');
END;

CREATE TRIGGER payee_id_kept BEFORE UPDATE OF id ON payee
WHEN NEW.id IS NOT OLD.id
BEGIN
    SELECT RAISE(ABORT, 'GUARD:payee_id_kept:收款单位的内部编号不能改动。');
END;

CREATE TRIGGER payee_account_fixed BEFORE UPDATE ON payee_account
WHEN NEW.id IS NOT OLD.id OR NEW.payee_id IS NOT OLD.payee_id OR NEW.bank IS NOT OLD.bank OR
    NEW.number IS NOT OLD.number OR NEW.bank_code IS NOT OLD.bank_code OR
    NEW.valid_from IS NOT OLD.valid_from
    OR (OLD.closed_on IS NOT NULL AND NEW.closed_on IS NOT OLD.closed_on)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:payee_account_fixed:【第十二条】收款账户不能改动；账户变更请用“变更账户”，原账户停用、另立新账户。');
END;

CREATE TRIGGER payee_account_never_deleted BEFORE DELETE ON payee_account
BEGIN
    SELECT RAISE(ABORT, 'GUARD:payee_account_never_deleted:【第十二条】收款账户不能删除；不再使用请停用。');
END;

CREATE TRIGGER payee_account_never_replaced BEFORE INSERT ON payee_account
WHEN EXISTS (SELECT 1 FROM payee_account WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:payee_account_never_replaced:已有相同编号的收款账户，不能用新内容顶替；请核对后另行新增。');
END;
