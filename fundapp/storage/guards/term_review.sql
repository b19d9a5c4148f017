-- Term reviews (art. 16): the steering group and the principal leader decide, on a stated conclusion.

CREATE TRIGGER term_review_concluded BEFORE UPDATE OF state ON term_review
WHEN NEW.state = 'in_approval' AND OLD.state <> 'in_approval' AND NEW.conclusion IS NULL
BEGIN
    SELECT RAISE(ABORT, 'GUARD:term_review_concluded:【第十六条】期满评价没有填写保留、调整或取消的结论，不能送审；请先选择结论。');
END;

CREATE TRIGGER term_review_decided_by_group BEFORE UPDATE OF state ON term_review
WHEN NEW.state = 'approved' AND OLD.state <> 'approved' AND (
        SELECT count(DISTINCT step.role) FROM sign_round AS round
        JOIN round_step AS step ON step.round_id = round.id
        JOIN sign_off AS hand ON hand.round_id = round.id AND hand.position = step.position AND hand.decision = 'agree'
        WHERE round.subject_kind = 'term_review' AND round.subject_id = NEW.id AND round.number = NEW.round
        AND step.role IN ('steering_member', 'principal_leader')
    ) < 2
BEGIN
    SELECT RAISE(ABORT, 'GUARD:term_review_decided_by_group:【第十六条】期满评价结论须由领导小组和主要领导签字；请按流程签批。');
END;

-- An end for good, and the ground of a year that was opened on it.
CREATE TRIGGER term_review_kept_in_use BEFORE UPDATE OF state ON term_review
WHEN OLD.state = 'approved' AND NEW.state <> 'approved' AND (
        OLD.conclusion = 'cancel'
        OR EXISTS (SELECT 1 FROM project_year WHERE project_id = OLD.project_id AND year > OLD.to_year)
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:term_review_kept_in_use:【第十六条】结论为“取消”或已据以建立后续年度的期满评价不能修改或作废；如结论有误请由领导小组另行研究。');
END;
