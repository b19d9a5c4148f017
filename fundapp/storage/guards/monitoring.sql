-- Monitorings (arts. 5, 15): one round a year, and what was submitted stands on the facts of its day.

CREATE TRIGGER monitoring_one_round BEFORE UPDATE OF state ON monitoring
WHEN NEW.state = 'in_approval' AND OLD.state <> 'in_approval' AND NEW.kind = 'round' AND EXISTS (
        SELECT 1 FROM monitoring
        WHERE id <> NEW.id AND project_year_id = NEW.project_year_id AND kind = 'round'
        AND state IN ('in_approval', 'approved')
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:monitoring_one_round:【第十五条】本年度已有送审或定稿的集中监控，不能再送一份；确需重填请先作废原表。');
END;

CREATE TRIGGER monitoring_facts_kept BEFORE UPDATE OF state ON monitoring
WHEN NEW.state = 'in_approval' AND OLD.state <> 'in_approval' AND (
        NEW.said = '' OR NEW.budget_adjusted IS NULL OR NEW.executed IS NULL
        OR EXISTS (SELECT 1 FROM monitoring_line WHERE monitoring_id = NEW.id AND said = '')
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:monitoring_facts_kept:【第十五条】运行监控送审时须留存当时的账面数和指标；请通过“提交送审”办理。');
END;

-- What a year's result, or a review of its term, was written from.
CREATE TRIGGER monitoring_kept_for_results BEFORE UPDATE OF state ON monitoring
WHEN OLD.state = 'approved' AND NEW.state <> 'approved' AND EXISTS (
        SELECT 1 FROM project_year AS this WHERE this.id = OLD.project_year_id AND (
            EXISTS (SELECT 1 FROM evaluation WHERE project_year_id = this.id AND state IN ('in_approval', 'approved'))
            OR EXISTS (
                SELECT 1 FROM term_review
                WHERE project_id = this.project_id AND this.year BETWEEN from_year AND to_year AND state = 'approved'
            )
        )
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:monitoring_kept_for_results:【第十五条】本年度绩效自评或期满评价已依据这份监控送审或定稿，监控不能修改或作废；情况有变的请新建专项监控。');
END;
