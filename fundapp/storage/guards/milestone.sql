-- Payment nodes, list lines and their evidence: fixed as soon as a request rests on them (art. 12).

CREATE TRIGGER milestone_never_replaced BEFORE INSERT ON milestone
WHEN EXISTS (SELECT 1 FROM milestone WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM milestone WHERE contract_id = NEW.contract_id AND sequence = NEW.sequence)
    OR EXISTS (SELECT 1 FROM milestone WHERE allocation_id = NEW.allocation_id AND sequence = NEW.sequence)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:milestone_never_replaced:已有相同编号的付款节点，不能用新内容顶替；请核对后另行新增。');
END;

CREATE TRIGGER milestone_stays_unique BEFORE UPDATE OF allocation_id, contract_id, sequence ON milestone
WHEN EXISTS (SELECT 1 FROM milestone WHERE id <> OLD.id AND contract_id = NEW.contract_id AND sequence = NEW.sequence)
    OR EXISTS (SELECT 1 FROM milestone WHERE id <> OLD.id AND allocation_id = NEW.allocation_id AND sequence = NEW.sequence)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:milestone_stays_unique:已有相同编号或名称的付款节点，不能顶替它；请换一个。');
END;

-- An amendment adds its own nodes to a contract in force.
CREATE TRIGGER milestone_added_in_time BEFORE INSERT ON milestone
WHEN EXISTS (SELECT 1 FROM contract WHERE id = NEW.contract_id AND state NOT IN ('draft', 'in_force'))
    OR EXISTS (SELECT 1 FROM allocation_list WHERE id = NEW.allocation_id AND state <> 'draft')
BEGIN
    SELECT RAISE(ABORT, 'GUARD:milestone_added_in_time:【第十二条】清单生效或合同完结以后不能增加付款节点；请登记补充协议或另立清单。');
END;

CREATE TRIGGER milestone_frozen BEFORE UPDATE ON milestone
WHEN EXISTS (SELECT 1 FROM payment WHERE milestone_id = OLD.id AND state IN ('in_approval', 'approved', 'paid'))
    AND (
        NEW.id IS NOT OLD.id OR NEW.contract_id IS NOT OLD.contract_id OR
        NEW.allocation_id IS NOT OLD.allocation_id OR NEW.sequence IS NOT OLD.sequence OR
        NEW.name IS NOT OLD.name OR NEW.kind IS NOT OLD.kind OR NEW.condition IS NOT OLD.condition OR
        NEW.amount IS NOT OLD.amount OR NEW.payee_id IS NOT OLD.payee_id OR
        NEW.account_id IS NOT OLD.account_id OR NEW.evidence_required IS NOT OLD.evidence_required OR
        NEW.agreed_progress_bp IS NOT OLD.agreed_progress_bp
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:milestone_frozen:【第十二条】付款节点已有送审或已付的用款申请，不能改动；请登记补充协议。');
END;

CREATE TRIGGER milestone_never_deleted BEFORE DELETE ON milestone
WHEN EXISTS (SELECT 1 FROM contract WHERE id = OLD.contract_id AND state <> 'draft')
    OR EXISTS (SELECT 1 FROM allocation_list WHERE id = OLD.allocation_id AND state <> 'draft')
    OR EXISTS (SELECT 1 FROM payment WHERE milestone_id = OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:milestone_never_deleted:【第十二条】合同或清单生效以后，付款节点不能删除；请登记补充协议。');
END;

CREATE TRIGGER evidence_frozen BEFORE UPDATE ON evidence
WHEN EXISTS (SELECT 1 FROM payment WHERE milestone_id = OLD.milestone_id AND state IN ('in_approval', 'approved', 'paid'))
BEGIN
    SELECT RAISE(ABORT, 'GUARD:evidence_frozen:【第十二条】佐证已用于送审或已付的用款申请，不能改动；请另行登记一份佐证。');
END;

CREATE TRIGGER evidence_never_deleted BEFORE DELETE ON evidence
WHEN EXISTS (SELECT 1 FROM payment WHERE milestone_id = OLD.milestone_id AND state IN ('in_approval', 'approved', 'paid'))
BEGIN
    SELECT RAISE(ABORT, 'GUARD:evidence_never_deleted:【第十二条】已用于付款的佐证不能删除；请另行登记一份佐证。');
END;

CREATE TRIGGER evidence_never_replaced BEFORE INSERT ON evidence
WHEN EXISTS (SELECT 1 FROM evidence WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:evidence_never_replaced:已有相同编号的佐证，不能用新内容顶替；请核对后另行新增。');
END;
