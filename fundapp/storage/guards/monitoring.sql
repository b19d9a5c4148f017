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
