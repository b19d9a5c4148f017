-- One hand (arts. 11, 12, 15): in its turn, by the role of the step, by nobody who wrote it or signed it before.

CREATE TRIGGER sign_off_never_changed BEFORE UPDATE ON sign_off
BEGIN
    SELECT RAISE(ABORT, 'GUARD:sign_off_never_changed:【第十二条】签批只能新增，不能修改；如有差错请退回，开启新一轮。');
END;

CREATE TRIGGER sign_off_never_deleted BEFORE DELETE ON sign_off
BEGIN
    SELECT RAISE(ABORT, 'GUARD:sign_off_never_deleted:【第十二条】签批不能删除；如有差错请退回，开启新一轮。');
END;

CREATE TRIGGER sign_off_never_replaced BEFORE INSERT ON sign_off
WHEN EXISTS (SELECT 1 FROM sign_off WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM sign_off WHERE round_id = NEW.round_id AND position = NEW.position)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:sign_off_never_replaced:【第十二条】已有相同编号的签批，不能用新内容顶替；请核对后另行新增。');
END;

CREATE TRIGGER sign_off_needs_open_round BEFORE INSERT ON sign_off
WHEN NOT EXISTS (SELECT 1 FROM sign_round WHERE id = NEW.round_id AND outcome = 'open')
BEGIN
    SELECT RAISE(ABORT, 'GUARD:sign_off_needs_open_round:【第十二条】本轮签批已经结束或不存在，不能再签；请重新送审。');
END;

CREATE TRIGGER sign_off_in_turn BEFORE INSERT ON sign_off
WHEN NEW.position <> (SELECT count(*) + 1 FROM sign_off WHERE round_id = NEW.round_id)
    OR NOT EXISTS (
        SELECT 1 FROM round_step WHERE round_id = NEW.round_id AND position = NEW.position AND key = NEW.step_key
    )
    OR EXISTS (SELECT 1 FROM sign_off WHERE round_id = NEW.round_id AND decision <> 'agree')
BEGIN
    SELECT RAISE(ABORT, 'GUARD:sign_off_in_turn:【第十二条】还没有轮到这个环节，签批须按流程顺序进行；请等前一环节签字。');
END;

CREATE TRIGGER sign_off_decides BEFORE INSERT ON sign_off
WHEN NEW.decision NOT IN ('agree', 'return') OR trim(NEW.opinion) = '' OR NEW.signature = '' OR NEW.text = ''
BEGIN
    SELECT RAISE(ABORT, 'GUARD:sign_off_decides:【第十二条】签批须有“同意”或“退回”的决定、意见和本人签名；请通过签批台办理。');
END;

CREATE TRIGGER sign_off_not_own BEFORE INSERT ON sign_off
WHEN EXISTS (SELECT 1 FROM sign_round WHERE id = NEW.round_id AND NEW.person_id IN (author_id, last_editor_id))
BEGIN
    SELECT RAISE(ABORT, 'GUARD:sign_off_not_own:【第十五条】填报人和最后修改人不能签批自己的单据；请由其他人签批。');
END;

CREATE TRIGGER sign_off_one_hand_each BEFORE INSERT ON sign_off
WHEN EXISTS (SELECT 1 FROM sign_off WHERE round_id = NEW.round_id AND person_id = NEW.person_id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:sign_off_one_hand_each:【第十五条】同一人在一轮中只能签一个环节；请由其他人签批。');
END;

CREATE TRIGGER sign_off_own_key BEFORE INSERT ON sign_off
WHEN NOT EXISTS (
        SELECT 1 FROM person_key
        WHERE id = NEW.key_id AND person_id = NEW.person_id AND retired_at IS NULL AND provisional = 0
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:sign_off_own_key:【第十二条】签批须用本人现用的签字密钥；请重新登录，初始密码请先更换。');
END;

CREATE TRIGGER sign_off_by_role BEFORE INSERT ON sign_off
WHEN NOT EXISTS (
        SELECT 1 FROM round_step AS step
        JOIN person_role AS held ON held.person_id = NEW.person_id AND held.role = step.role
        WHERE step.round_id = NEW.round_id AND step.position = NEW.position
    )
    OR EXISTS (SELECT 1 FROM person_role WHERE person_id = NEW.person_id AND role = 'administrator')
BEGIN
    SELECT RAISE(ABORT, 'GUARD:sign_off_by_role:【第十一条】签批人没有这个环节的角色，管理员不参与签批；请由对应角色的人员签批。');
END;

CREATE TRIGGER sign_off_within_reach BEFORE INSERT ON sign_off
WHEN EXISTS (
        SELECT 1 FROM (
            SELECT step.scope, CASE round.subject_kind
                WHEN 'payment' THEN (SELECT division_id FROM payment WHERE id = round.subject_id)
                WHEN 'evaluation' THEN (SELECT division_id FROM evaluation WHERE id = round.subject_id)
                WHEN 'application' THEN (SELECT division_id FROM application WHERE id = round.subject_id)
                WHEN 'monitoring' THEN (SELECT division_id FROM monitoring WHERE id = round.subject_id)
                WHEN 'term_review' THEN (SELECT division_id FROM term_review WHERE id = round.subject_id)
            END AS division_id
            FROM round_step AS step JOIN sign_round AS round ON round.id = step.round_id
            WHERE step.round_id = NEW.round_id AND step.position = NEW.position AND step.scope <> 'any'
        ) AS turn
        WHERE NOT EXISTS (
            SELECT 1 FROM person
            WHERE turn.scope = 'division' AND person.id = NEW.person_id AND person.division_id = turn.division_id
        )
        AND NOT EXISTS (
            SELECT 1 FROM person_charge
            WHERE turn.scope = 'charge' AND person_charge.person_id = NEW.person_id
            AND person_charge.division_id = turn.division_id
        )
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:sign_off_within_reach:【第十一条】签批人不管这个科室；请由本科室负责人或分管本科室的领导签批。');
END;
