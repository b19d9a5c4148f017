-- What a payment request consists of beside its own row: shares by source (art. 6), invoices, reasons of cautions.

CREATE TRIGGER payment_share_frozen_insert BEFORE INSERT ON payment_share
WHEN EXISTS (SELECT 1 FROM payment WHERE id = NEW.payment_id AND state IN ('in_approval', 'approved', 'paid', 'void'))
    OR EXISTS (SELECT 1 FROM payment_share WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:payment_share_frozen_insert:【第十二条】用款申请送审以后不能改动资金来源分配；请先用“修改”退回草稿，本轮签批随之失效。');
END;

CREATE TRIGGER payment_share_frozen_update BEFORE UPDATE ON payment_share
WHEN NEW.id IS NOT OLD.id
    OR EXISTS (SELECT 1 FROM payment WHERE id IN (OLD.payment_id, NEW.payment_id) AND state IN ('in_approval', 'approved', 'paid', 'void'))
BEGIN
    SELECT RAISE(ABORT, 'GUARD:payment_share_frozen_update:【第十二条】用款申请送审以后不能改动资金来源分配；请先用“修改”退回草稿，本轮签批随之失效。');
END;

CREATE TRIGGER payment_share_frozen_delete BEFORE DELETE ON payment_share
WHEN EXISTS (SELECT 1 FROM payment WHERE id = OLD.payment_id AND state IN ('in_approval', 'approved', 'paid', 'void'))
BEGIN
    SELECT RAISE(ABORT, 'GUARD:payment_share_frozen_delete:【第十二条】用款申请送审以后不能改动资金来源分配；请先用“修改”退回草稿，本轮签批随之失效。');
END;

CREATE TRIGGER invoice_frozen_insert BEFORE INSERT ON invoice
WHEN EXISTS (SELECT 1 FROM payment WHERE id = NEW.payment_id AND state IN ('in_approval', 'approved', 'paid', 'void'))
    OR EXISTS (SELECT 1 FROM invoice WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:invoice_frozen_insert:【第十二条】用款申请送审以后不能改动发票；请先用“修改”退回草稿，本轮签批随之失效。');
END;

-- Voiding a request releases its invoice numbers, and nothing else.
CREATE TRIGGER invoice_frozen_update BEFORE UPDATE ON invoice
WHEN EXISTS (SELECT 1 FROM payment WHERE id IN (OLD.payment_id, NEW.payment_id) AND state IN ('in_approval', 'approved', 'paid', 'void'))
    AND NOT (
        OLD.live = 1 AND NEW.live = 0 AND NEW.payment_id = OLD.payment_id
        AND EXISTS (SELECT 1 FROM payment WHERE id = NEW.payment_id AND state = 'void')
        AND NOT (NEW.id IS NOT OLD.id OR NEW.code IS NOT OLD.code OR NEW.number IS NOT OLD.number OR
            NEW.key IS NOT OLD.key OR NEW.issued_on IS NOT OLD.issued_on OR NEW.seller IS NOT OLD.seller OR
            NEW.amount IS NOT OLD.amount)
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:invoice_frozen_update:【第十二条】用款申请送审以后不能改动发票；请先用“修改”退回草稿，本轮签批随之失效。');
END;

CREATE TRIGGER invoice_frozen_delete BEFORE DELETE ON invoice
WHEN EXISTS (SELECT 1 FROM payment WHERE id = OLD.payment_id AND state IN ('in_approval', 'approved', 'paid', 'void'))
BEGIN
    SELECT RAISE(ABORT, 'GUARD:invoice_frozen_delete:【第十二条】用款申请送审以后不能改动发票；请先用“修改”退回草稿，本轮签批随之失效。');
END;

CREATE TRIGGER caution_reason_frozen_insert BEFORE INSERT ON caution_reason
WHEN EXISTS (SELECT 1 FROM payment WHERE id = NEW.payment_id AND state IN ('in_approval', 'approved', 'paid', 'void'))
    OR EXISTS (SELECT 1 FROM caution_reason WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:caution_reason_frozen_insert:【第十二条】用款申请送审以后不能改动提醒事项的理由；请先用“修改”退回草稿，本轮签批随之失效。');
END;

CREATE TRIGGER caution_reason_frozen_update BEFORE UPDATE ON caution_reason
WHEN NEW.id IS NOT OLD.id
    OR EXISTS (SELECT 1 FROM payment WHERE id IN (OLD.payment_id, NEW.payment_id) AND state IN ('in_approval', 'approved', 'paid', 'void'))
BEGIN
    SELECT RAISE(ABORT, 'GUARD:caution_reason_frozen_update:【第十二条】用款申请送审以后不能改动提醒事项的理由；请先用“修改”退回草稿，本轮签批随之失效。');
END;

CREATE TRIGGER caution_reason_frozen_delete BEFORE DELETE ON caution_reason
WHEN EXISTS (SELECT 1 FROM payment WHERE id = OLD.payment_id AND state IN ('in_approval', 'approved', 'paid', 'void'))
BEGIN
    SELECT RAISE(ABORT, 'GUARD:caution_reason_frozen_delete:【第十二条】用款申请送审以后不能改动提醒事项的理由；请先用“修改”退回草稿，本轮签批随之失效。');
END;

CREATE TRIGGER invoice_used_once_insert BEFORE INSERT ON invoice
WHEN NEW.live = 1 AND EXISTS (SELECT 1 FROM invoice WHERE key = NEW.key AND live = 1)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:invoice_used_once_insert:【第十四条】这张发票已用于另一份用款申请，不能重复报销；请核对发票号码。');
END;

CREATE TRIGGER invoice_used_once_update BEFORE UPDATE OF key, live ON invoice
WHEN NEW.live = 1 AND EXISTS (SELECT 1 FROM invoice WHERE key = NEW.key AND live = 1 AND id <> OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:invoice_used_once_update:【第十四条】这张发票已用于另一份用款申请，不能重复报销；请核对发票号码。');
END;
