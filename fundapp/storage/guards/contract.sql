-- Contracts: frozen once in force; what changes is an amendment (art. 12).

CREATE TRIGGER contract_starts_as_draft BEFORE INSERT ON contract
WHEN NEW.state <> 'draft' OR NEW.confirmed_by_id IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'GUARD:contract_starts_as_draft:【第十二条】合同只能从草稿开始；请先存草稿，再由科室负责人确认。');
END;

CREATE TRIGGER contract_never_replaced BEFORE INSERT ON contract
WHEN EXISTS (SELECT 1 FROM contract WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM contract WHERE number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:contract_never_replaced:已有相同编号的合同，不能用新内容顶替；请核对后另行新增。');
END;

CREATE TRIGGER contract_stays_unique BEFORE UPDATE OF number ON contract
WHEN EXISTS (SELECT 1 FROM contract WHERE id <> OLD.id AND number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:contract_stays_unique:已有相同编号或名称的合同，不能顶替它；请换一个。');
END;

CREATE TRIGGER contract_author_kept BEFORE UPDATE ON contract
WHEN NEW.id IS NOT OLD.id OR NEW.author_id IS NOT OLD.author_id
BEGIN
    SELECT RAISE(ABORT, 'GUARD:contract_author_kept:【第十五条】合同的填报人不能更换；请作废后重新填写。');
END;

-- The end date and the warranty may still be put right.
CREATE TRIGGER contract_frozen BEFORE UPDATE ON contract
WHEN OLD.state <> 'draft'
    AND (
        NEW.number IS NOT OLD.number OR NEW.name IS NOT OLD.name OR NEW.project_id IS NOT OLD.project_id OR
        NEW.last_editor_id IS NOT OLD.last_editor_id OR NEW.payee_id IS NOT OLD.payee_id OR
        NEW.account_id IS NOT OLD.account_id OR NEW.kind IS NOT OLD.kind OR NEW.method IS NOT OLD.method OR
        NEW.amount IS NOT OLD.amount OR NEW.signed_on IS NOT OLD.signed_on OR NEW.start_on IS NOT OLD.start_on OR
        NEW.payment_days IS NOT OLD.payment_days OR NEW.firm_size IS NOT OLD.firm_size OR
        NEW.receipt_advance IS NOT OLD.receipt_advance OR NEW.confirmed_by_id IS NOT OLD.confirmed_by_id
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:contract_frozen:【第十二条】合同生效以后内容不能改动；合同变更请登记补充协议。');
END;

CREATE TRIGGER contract_moves BEFORE UPDATE OF state ON contract
WHEN NEW.state <> OLD.state AND NOT (
        (OLD.state = 'draft' AND NEW.state IN ('in_force', 'void'))
        OR (OLD.state = 'in_force' AND NEW.state IN ('closed', 'void'))
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:contract_moves:【第十二条】合同不能这样改变状态；已完结或已作废的不能恢复。');
END;

CREATE TRIGGER contract_confirmed_apart BEFORE UPDATE OF state ON contract
WHEN NEW.state = 'in_force' AND OLD.state <> 'in_force'
    AND (NEW.confirmed_by_id IS NULL OR NEW.confirmed_by_id IN (NEW.author_id, NEW.last_editor_id))
BEGIN
    SELECT RAISE(ABORT, 'GUARD:contract_confirmed_apart:【第十五条】合同须由填报人、修改人以外的人确认生效；请由科室负责人确认。');
END;

CREATE TRIGGER contract_void_unpaid BEFORE UPDATE OF state ON contract
WHEN NEW.state = 'void' AND EXISTS (
        SELECT 1 FROM milestone JOIN payment ON payment.milestone_id = milestone.id
        WHERE milestone.contract_id = OLD.id AND payment.state IN ('in_approval', 'approved', 'paid')
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:contract_void_unpaid:【第十二条】合同已有付款或在途用款申请，不能作废；请先作废在途的用款申请。');
END;

CREATE TRIGGER contract_never_deleted BEFORE DELETE ON contract
WHEN OLD.state <> 'draft'
    OR EXISTS (SELECT 1 FROM milestone JOIN payment ON payment.milestone_id = milestone.id WHERE milestone.contract_id = OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:contract_never_deleted:【第十二条】生效的合同不能删除；请改为作废，编号仍保留。');
END;

CREATE TRIGGER contract_item_frozen_insert BEFORE INSERT ON contract_item
WHEN EXISTS (SELECT 1 FROM contract WHERE id = NEW.contract_id AND state <> 'draft')
    OR EXISTS (SELECT 1 FROM contract_item WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:contract_item_frozen_insert:【第十二条】合同生效以后标的明细不能改动；合同变更请登记补充协议。');
END;

CREATE TRIGGER contract_item_frozen_update BEFORE UPDATE ON contract_item
WHEN NEW.id IS NOT OLD.id
    OR EXISTS (SELECT 1 FROM contract WHERE id IN (OLD.contract_id, NEW.contract_id) AND state <> 'draft')
BEGIN
    SELECT RAISE(ABORT, 'GUARD:contract_item_frozen_update:【第十二条】合同生效以后标的明细不能改动；合同变更请登记补充协议。');
END;

CREATE TRIGGER contract_item_frozen_delete BEFORE DELETE ON contract_item
WHEN EXISTS (SELECT 1 FROM contract WHERE id = OLD.contract_id AND state <> 'draft')
BEGIN
    SELECT RAISE(ABORT, 'GUARD:contract_item_frozen_delete:【第十二条】合同生效以后标的明细不能改动；合同变更请登记补充协议。');
END;

CREATE TRIGGER amendment_never_changed BEFORE UPDATE ON amendment
BEGIN
    SELECT RAISE(ABORT, 'GUARD:amendment_never_changed:【第十二条】补充协议只能新增，不能修改；如有差错请另行登记一份补充协议更正。');
END;

CREATE TRIGGER amendment_never_deleted BEFORE DELETE ON amendment
BEGIN
    SELECT RAISE(ABORT, 'GUARD:amendment_never_deleted:【第十二条】补充协议不能删除；如有差错请另行登记一份补充协议更正。');
END;

CREATE TRIGGER amendment_never_replaced BEFORE INSERT ON amendment
WHEN EXISTS (SELECT 1 FROM amendment WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:amendment_never_replaced:【第十二条】已有相同编号的补充协议，不能用新内容顶替；请核对后另行新增。');
END;

CREATE TRIGGER amendment_of_contract_in_force BEFORE INSERT ON amendment
WHEN NOT EXISTS (SELECT 1 FROM contract WHERE id = NEW.contract_id AND state = 'in_force')
BEGIN
    SELECT RAISE(ABORT, 'GUARD:amendment_of_contract_in_force:【第十二条】只有已生效的合同可以登记补充协议；请先确认合同。');
END;

CREATE TRIGGER amendment_covers_paid BEFORE INSERT ON amendment
WHEN (
        SELECT amount + coalesce((SELECT sum(amount) FROM amendment WHERE contract_id = NEW.contract_id), 0) + NEW.amount
        FROM contract WHERE id = NEW.contract_id
    ) < (
        SELECT coalesce(sum(disbursement.amount), 0) FROM milestone
        JOIN payment ON payment.milestone_id = milestone.id
        JOIN disbursement ON disbursement.payment_id = payment.id
        WHERE milestone.contract_id = NEW.contract_id
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:amendment_covers_paid:【第十二条】补充协议不能把合同金额减到已付金额以下；请核对已付金额。');
END;
