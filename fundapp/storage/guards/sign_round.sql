-- Rounds of sign-offs: a round stands for one submission; it ends once, and is complete only with every hand (art. 12).

CREATE TRIGGER sign_round_opens BEFORE INSERT ON sign_round
WHEN NEW.outcome <> 'open' OR NEW.closed_at IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM (
            SELECT 'payment' AS kind, id, state, round, author_id, last_editor_id FROM payment WHERE id = NEW.subject_id
            UNION ALL
            SELECT 'evaluation', id, state, round, author_id, last_editor_id FROM evaluation WHERE id = NEW.subject_id
            UNION ALL
            SELECT 'application', id, state, round, author_id, last_editor_id FROM application WHERE id = NEW.subject_id
            UNION ALL
            SELECT 'monitoring', id, state, round, author_id, last_editor_id FROM monitoring WHERE id = NEW.subject_id
            UNION ALL
            SELECT 'term_review', id, state, round, author_id, last_editor_id FROM term_review WHERE id = NEW.subject_id
        ) AS subject
        WHERE kind = NEW.subject_kind AND state IN ('draft', 'returned') AND round = NEW.number
        AND author_id = NEW.author_id AND last_editor_id = NEW.last_editor_id
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:sign_round_opens:【第十二条】签批轮次只能在送审时开启，填报人和修改人须与单据一致；请通过“提交送审”办理。');
END;

CREATE TRIGGER sign_round_one_open BEFORE INSERT ON sign_round
WHEN EXISTS (
        SELECT 1 FROM sign_round
        WHERE subject_kind = NEW.subject_kind AND subject_id = NEW.subject_id AND outcome IN ('open', 'complete')
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:sign_round_one_open:【第十二条】上一轮签批还有效，不能另开一轮；请先退回、撤回或修改。');
END;

CREATE TRIGGER sign_round_never_replaced BEFORE INSERT ON sign_round
WHEN EXISTS (SELECT 1 FROM sign_round WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM sign_round WHERE subject_kind = NEW.subject_kind AND subject_id = NEW.subject_id AND number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:sign_round_never_replaced:已有相同编号的签批轮次，不能用新内容顶替；请核对后另行新增。');
END;

CREATE TRIGGER sign_round_fixed BEFORE UPDATE ON sign_round
WHEN NEW.id IS NOT OLD.id OR NEW.subject_kind IS NOT OLD.subject_kind OR
    NEW.subject_id IS NOT OLD.subject_id OR NEW.number IS NOT OLD.number OR NEW.content IS NOT OLD.content OR
    NEW.digest IS NOT OLD.digest OR NEW.author_id IS NOT OLD.author_id OR
    NEW.last_editor_id IS NOT OLD.last_editor_id OR NEW.opened_by_id IS NOT OLD.opened_by_id OR
    NEW.opened_at IS NOT OLD.opened_at
BEGIN
    SELECT RAISE(ABORT, 'GUARD:sign_round_fixed:【第十二条】签批轮次的内容不能改动；请退回后重新送审。');
END;

-- A complete round may still become void, which only takes authority away.
CREATE TRIGGER sign_round_ends_once BEFORE UPDATE ON sign_round
WHEN (
        NEW.outcome IS NOT OLD.outcome
        OR NEW.outcome_reason IS NOT OLD.outcome_reason
        OR NEW.closed_at IS NOT OLD.closed_at
    )
    AND NOT (OLD.outcome = 'open' AND NEW.outcome IN ('complete', 'returned', 'withdrawn', 'voided'))
    AND NOT (OLD.outcome = 'complete' AND NEW.outcome = 'voided')
BEGIN
    SELECT RAISE(ABORT, 'GUARD:sign_round_ends_once:【第十二条】已结束的签批轮次不能恢复；请重新送审，开启新一轮。');
END;

CREATE TRIGGER sign_round_complete_by_hands BEFORE UPDATE OF outcome ON sign_round
WHEN NEW.outcome = 'complete' AND OLD.outcome <> 'complete' AND (
        NOT EXISTS (
            SELECT 1 FROM round_step WHERE round_id = NEW.id AND role = 'supervising_leader' AND scope = 'charge'
        )
        OR EXISTS (
            SELECT 1 FROM round_step AS step WHERE step.round_id = NEW.id AND NOT EXISTS (
                SELECT 1 FROM sign_off AS hand
                WHERE hand.round_id = NEW.id AND hand.position = step.position
                AND hand.step_key = step.key AND hand.decision = 'agree'
            )
        )
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:sign_round_complete_by_hands:【第十二条】还有环节没有签字，或缺少分管领导核对，本轮不能签齐；请等各环节签字。');
END;

CREATE TRIGGER sign_round_returned_by_hand BEFORE UPDATE OF outcome ON sign_round
WHEN NEW.outcome = 'returned' AND OLD.outcome <> 'returned'
    AND NOT EXISTS (SELECT 1 FROM sign_off WHERE round_id = NEW.id AND decision = 'return')
BEGIN
    SELECT RAISE(ABORT, 'GUARD:sign_round_returned_by_hand:【第十二条】退回须由签批人写明意见；请通过“退回”办理。');
END;

CREATE TRIGGER sign_round_paid_stays BEFORE UPDATE OF outcome ON sign_round
WHEN NEW.outcome IS NOT OLD.outcome AND OLD.subject_kind = 'payment'
    AND EXISTS (SELECT 1 FROM disbursement WHERE payment_id = OLD.subject_id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:sign_round_paid_stays:【第十二条】款项已经拨付，签批不能再失效；如有差错请另行登记更正。');
END;

CREATE TRIGGER sign_round_never_deleted BEFORE DELETE ON sign_round
BEGIN
    SELECT RAISE(ABORT, 'GUARD:sign_round_never_deleted:【第十二条】签批轮次不能删除；请退回后重新送审。');
END;

CREATE TRIGGER round_step_never_changed BEFORE UPDATE ON round_step
BEGIN
    SELECT RAISE(ABORT, 'GUARD:round_step_never_changed:【第十二条】签批环节只能新增，不能修改；请退回后按现行流程重新送审。');
END;

CREATE TRIGGER round_step_never_deleted BEFORE DELETE ON round_step
BEGIN
    SELECT RAISE(ABORT, 'GUARD:round_step_never_deleted:【第十二条】签批环节不能删除；请退回后按现行流程重新送审。');
END;

CREATE TRIGGER round_step_never_replaced BEFORE INSERT ON round_step
WHEN EXISTS (SELECT 1 FROM round_step WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM round_step WHERE round_id = NEW.round_id AND position = NEW.position)
    OR EXISTS (SELECT 1 FROM round_step WHERE round_id = NEW.round_id AND key = NEW.key)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:round_step_never_replaced:【第十二条】已有相同编号的签批环节，不能用新内容顶替；请核对后另行新增。');
END;

CREATE TRIGGER round_step_before_hands BEFORE INSERT ON round_step
WHEN NOT EXISTS (SELECT 1 FROM sign_round WHERE id = NEW.round_id AND outcome = 'open')
    OR EXISTS (SELECT 1 FROM sign_off WHERE round_id = NEW.round_id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:round_step_before_hands:【第十二条】签批开始以后不能增加环节；请退回后按现行流程重新送审。');
END;
