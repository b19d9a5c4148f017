-- Annual applications (arts. 13, 16): a year is applied for on the result of the year before and within a reviewed term.

CREATE TRIGGER application_after_evaluation BEFORE UPDATE OF state ON application
WHEN NEW.state = 'in_approval' AND OLD.state <> 'in_approval' AND EXISTS (
        SELECT 1 FROM project_year AS this
        JOIN project_year AS before ON before.project_id = this.project_id AND before.year = this.year - 1
        WHERE this.id = NEW.project_year_id
        AND NOT EXISTS (SELECT 1 FROM evaluation WHERE project_year_id = before.id AND state = 'approved')
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:application_after_evaluation:【第十三条】上一年度绩效自评还没有定稿，不能申请下一年度资金；请先完成自评。');
END;

CREATE TRIGGER application_after_rectification BEFORE UPDATE OF state ON application
WHEN NEW.state = 'in_approval' AND OLD.state <> 'in_approval' AND EXISTS (
        SELECT 1 FROM project_year AS this
        JOIN rectification ON rectification.project_id = this.project_id AND rectification.year < this.year
        WHERE this.id = NEW.project_year_id AND rectification.state IN ('open', 'reported')
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:application_after_rectification:【第十三条】以前年度还有没有销号的整改事项，不能申请下一年度资金；请先完成整改。');
END;

CREATE TRIGGER application_within_term BEFORE UPDATE OF state ON application
WHEN NEW.state = 'in_approval' AND OLD.state <> 'in_approval' AND EXISTS (
        SELECT 1 FROM project_year AS this JOIN project ON project.id = this.project_id
        WHERE this.id = NEW.project_year_id AND (
            EXISTS (
                SELECT 1 FROM term_review
                WHERE project_id = project.id AND state = 'approved' AND conclusion = 'cancel' AND to_year < this.year
            )
            OR (this.year > project.end_year AND NOT EXISTS (
                SELECT 1 FROM term_review
                WHERE project_id = project.id AND state = 'approved' AND conclusion IN ('keep', 'adjust')
                AND to_year BETWEEN this.year - (project.end_year - project.start_year + 1) AND this.year - 1
            ))
        )
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:application_within_term:【第十六条】项目期满后没有“保留”或“调整”的期满评价结论，不能再申请资金；请先开展期满评价。');
END;

CREATE TRIGGER application_one_each BEFORE UPDATE OF state ON application
WHEN NEW.state = 'in_approval' AND OLD.state <> 'in_approval' AND EXISTS (
        SELECT 1 FROM application
        WHERE id <> NEW.id AND project_year_id = NEW.project_year_id AND state IN ('in_approval', 'approved')
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:application_one_each:【第十三条】本年度已有送审或批准的年度申请，不能再送一份；确需重填请先作废原申请。');
END;
