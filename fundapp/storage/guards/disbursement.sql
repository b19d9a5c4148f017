-- Money leaves only for a request with every hand of its present round, and never beyond what there is (arts. 6, 12, 15, 16).

CREATE TRIGGER disbursement_never_changed BEFORE UPDATE ON disbursement
BEGIN
    SELECT RAISE(ABORT, 'GUARD:disbursement_never_changed:【第十二条】拨付记录只能新增，不能修改；如有差错请另行登记更正，不要改动原记录。');
END;

CREATE TRIGGER disbursement_never_deleted BEFORE DELETE ON disbursement
BEGIN
    SELECT RAISE(ABORT, 'GUARD:disbursement_never_deleted:【第十二条】拨付记录不能删除；如有差错请另行登记更正，不要改动原记录。');
END;

CREATE TRIGGER disbursement_never_replaced BEFORE INSERT ON disbursement
WHEN EXISTS (SELECT 1 FROM disbursement WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM disbursement WHERE payment_id = NEW.payment_id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:disbursement_never_replaced:【第十二条】已有相同编号的拨付记录，不能用新内容顶替；请核对后另行新增。');
END;

CREATE TRIGGER disbursement_of_approved BEFORE INSERT ON disbursement
WHEN NOT EXISTS (SELECT 1 FROM payment WHERE id = NEW.payment_id AND state = 'approved')
BEGIN
    SELECT RAISE(ABORT, 'GUARD:disbursement_of_approved:【第十二条】用款申请没有签批完成，不能拨付；请等各环节签字。');
END;

-- A year's money waits while the application it was asked with is in approval, returned or opened for changes (art. 13).
CREATE TRIGGER disbursement_applied_for BEFORE INSERT ON disbursement
WHEN EXISTS (
        SELECT 1 FROM payment
        JOIN project_year ON project_year.project_id = payment.project_id AND project_year.year = payment.year
        JOIN application ON application.project_year_id = project_year.id
        WHERE payment.id = NEW.payment_id AND application.number IS NOT NULL
        AND application.state NOT IN ('approved', 'void')
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:disbursement_applied_for:【第十三条】本年度的年度申请还没有批准，不能拨付；请先完成年度申请的签批。');
END;

CREATE TRIGGER disbursement_of_present_round BEFORE INSERT ON disbursement
WHEN NOT EXISTS (
        SELECT 1 FROM payment
        JOIN sign_round ON subject_kind = 'payment' AND subject_id = payment.id AND sign_round.number = payment.round
        WHERE payment.id = NEW.payment_id AND payment.round = NEW.round AND sign_round.outcome = 'complete'
        AND sign_round.author_id = payment.author_id AND sign_round.last_editor_id = payment.last_editor_id
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:disbursement_of_present_round:【第十二条】本轮签批没有签齐，以前各轮的签字不算数；请重新送审并等各环节签字。');
END;

CREATE TRIGGER disbursement_by_every_hand BEFORE INSERT ON disbursement
WHEN EXISTS (
        SELECT 1 FROM sign_round
        JOIN round_step AS step ON step.round_id = sign_round.id
        WHERE subject_kind = 'payment' AND subject_id = NEW.payment_id AND sign_round.number = NEW.round
        AND NOT EXISTS (
            SELECT 1 FROM sign_off AS hand
            WHERE hand.round_id = step.round_id AND hand.position = step.position
            AND hand.step_key = step.key AND hand.decision = 'agree'
        )
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:disbursement_by_every_hand:【第十二条】还有环节没有签字，不能拨付；请等各环节签字。');
END;

CREATE TRIGGER disbursement_by_supervising_leader BEFORE INSERT ON disbursement
WHEN NOT EXISTS (
        SELECT 1 FROM sign_round
        JOIN round_step AS step ON step.round_id = sign_round.id
        JOIN sign_off AS hand ON hand.round_id = step.round_id AND hand.position = step.position
        WHERE subject_kind = 'payment' AND subject_id = NEW.payment_id AND sign_round.number = NEW.round
        AND step.role = 'supervising_leader' AND step.scope = 'charge' AND hand.decision = 'agree'
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:disbursement_by_supervising_leader:【第十二条】没有分管领导的核对签字，不能拨付；请按流程送审。');
END;

CREATE TRIGGER disbursement_by_separate_hands BEFORE INSERT ON disbursement
WHEN EXISTS (
        SELECT 1 FROM sign_round
        JOIN sign_off AS hand ON hand.round_id = sign_round.id
        JOIN payment ON payment.id = NEW.payment_id
        WHERE subject_kind = 'payment' AND subject_id = NEW.payment_id AND sign_round.number = NEW.round
        AND (
            hand.person_id IN (
                payment.author_id, payment.last_editor_id, sign_round.author_id, sign_round.last_editor_id
            )
            OR EXISTS (
                SELECT 1 FROM sign_off AS other
                WHERE other.round_id = hand.round_id AND other.id <> hand.id AND other.person_id = hand.person_id
            )
        )
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:disbursement_by_separate_hands:【第十五条】各环节须由不同的人签字，且不能是填报人或修改人；请重新送审。');
END;

CREATE TRIGGER disbursement_registered_apart BEFORE INSERT ON disbursement
WHEN EXISTS (
        SELECT 1 FROM payment WHERE id = NEW.payment_id AND NEW.registered_by_id IN (author_id, last_editor_id)
    )
    OR EXISTS (
        SELECT 1 FROM sign_round JOIN sign_off ON sign_off.round_id = sign_round.id
        WHERE subject_kind = 'payment' AND subject_id = NEW.payment_id AND sign_round.number = NEW.round
        AND sign_off.person_id = NEW.registered_by_id
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:disbursement_registered_apart:【第十五条】填报人和签批人不能登记拨付；请由另一位财务人员登记。');
END;

CREATE TRIGGER disbursement_registered_by_finance BEFORE INSERT ON disbursement
WHEN NOT EXISTS (SELECT 1 FROM person_role WHERE person_id = NEW.registered_by_id AND role = 'finance')
    OR EXISTS (SELECT 1 FROM person_role WHERE person_id = NEW.registered_by_id AND role = 'administrator')
BEGIN
    SELECT RAISE(ABORT, 'GUARD:disbursement_registered_by_finance:【第十一条】拨付由财务人员登记；请由财务人员登录办理。');
END;

CREATE TRIGGER disbursement_is_the_request BEFORE INSERT ON disbursement
WHEN NOT EXISTS (
        SELECT 1 FROM payment WHERE id = NEW.payment_id AND amount = NEW.amount
        AND amount = (SELECT sum(share.amount) FROM payment_share AS share WHERE share.payment_id = payment.id)
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:disbursement_is_the_request:【第十二条】拨付金额须等于签批的金额和各资金来源之和；请核对用款申请。');
END;

CREATE TRIGGER disbursement_to_the_party BEFORE INSERT ON disbursement
WHEN NOT EXISTS (
        SELECT 1 FROM payment
        JOIN milestone ON milestone.id = payment.milestone_id AND milestone.payee_id = payment.payee_id
        JOIN payee_account ON payee_account.id = payment.account_id AND payee_account.payee_id = payment.payee_id
        LEFT JOIN contract ON contract.id = milestone.contract_id
        WHERE payment.id = NEW.payment_id AND coalesce(contract.payee_id, payment.payee_id) = payment.payee_id
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:disbursement_to_the_party:【第十二条】收款单位与合同或清单不一致，不能拨付；请核对收款单位和账户。');
END;

CREATE TRIGGER disbursement_on_basis_in_force BEFORE INSERT ON disbursement
WHEN NOT EXISTS (
        SELECT 1 FROM payment
        JOIN milestone ON milestone.id = payment.milestone_id
        LEFT JOIN contract ON contract.id = milestone.contract_id
        LEFT JOIN allocation_list ON allocation_list.id = milestone.allocation_id
        WHERE payment.id = NEW.payment_id
        AND coalesce(contract.state, allocation_list.state) = 'in_force'
        AND coalesce(contract.project_id, allocation_list.project_id) = payment.project_id
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:disbursement_on_basis_in_force:【第十二条】合同或分配清单没有生效，或不属于这个项目，不能拨付；请先确认合同或清单。');
END;

CREATE TRIGGER disbursement_within_basis BEFORE INSERT ON disbursement
WHEN NEW.amount + (
        SELECT coalesce(sum(paid.amount), 0) FROM payment AS request
        JOIN milestone AS mine ON mine.id = request.milestone_id
        JOIN milestone AS other
            ON (other.contract_id = mine.contract_id OR other.allocation_id = mine.allocation_id)
        JOIN payment AS before ON before.milestone_id = other.id
        JOIN disbursement AS paid ON paid.payment_id = before.id
        WHERE request.id = NEW.payment_id
    ) > (
        SELECT coalesce(contract.amount, allocation_list.amount, 0)
            + coalesce((SELECT sum(more.amount) FROM amendment AS more WHERE more.contract_id = contract.id), 0)
        FROM payment AS request
        JOIN milestone AS mine ON mine.id = request.milestone_id
        LEFT JOIN contract ON contract.id = mine.contract_id
        LEFT JOIN allocation_list ON allocation_list.id = mine.allocation_id
        WHERE request.id = NEW.payment_id
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:disbursement_within_basis:【第十二条】累计拨付将超过合同（含补充协议）或分配清单的金额；请核对已付金额。');
END;

CREATE TRIGGER disbursement_within_milestone BEFORE INSERT ON disbursement
WHEN NEW.amount + (
        SELECT coalesce(sum(paid.amount), 0) FROM payment AS request
        JOIN payment AS before ON before.milestone_id = request.milestone_id
        JOIN disbursement AS paid ON paid.payment_id = before.id
        WHERE request.id = NEW.payment_id
    ) > (
        SELECT milestone.amount FROM payment AS request JOIN milestone ON milestone.id = request.milestone_id
        WHERE request.id = NEW.payment_id
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:disbursement_within_milestone:【第十二条】累计拨付将超过这个付款节点的金额；请核对付款节点。');
END;

CREATE TRIGGER disbursement_within_appropriation BEFORE INSERT ON disbursement
WHEN EXISTS (
        SELECT 1 FROM payment AS request
        JOIN payment_share AS share ON share.payment_id = request.id
        WHERE request.id = NEW.payment_id AND share.amount + (
            SELECT coalesce(sum(gone.amount), 0) FROM payment AS before
            JOIN disbursement AS paid ON paid.payment_id = before.id
            JOIN payment_share AS gone ON gone.payment_id = before.id AND gone.source = share.source
            WHERE before.project_id = request.project_id AND before.year = request.year
        ) > (
            SELECT coalesce(sum(appropriation.amount), 0) FROM project_year
            JOIN appropriation ON appropriation.project_year_id = project_year.id
            WHERE project_year.project_id = request.project_id AND project_year.year = request.year
            AND appropriation.source = share.source
        )
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:disbursement_within_appropriation:【第六条】累计拨付将超过本年度这一资金来源的预算指标；请核对预算指标。');
END;

CREATE TRIGGER disbursement_within_year BEFORE INSERT ON disbursement
WHEN NOT EXISTS (
        SELECT 1 FROM payment
        JOIN project_year ON project_year.project_id = payment.project_id AND project_year.year = payment.year
        WHERE payment.id = NEW.payment_id AND project_year.closed = 0
        AND substr(NEW.paid_on, 1, 4) = CAST(payment.year AS TEXT)
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:disbursement_within_year:【第十六条】资金应在当年拨付，已关闭的年度不能再拨付；请核对年度和拨付日期。');
END;
