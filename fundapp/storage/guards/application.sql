-- Annual applications (arts. 13, 16): a year is applied for on the result of the year before and within a reviewed term.
-- The year before is the last one that the project has; one closed without money has nothing to evaluate.

CREATE TRIGGER application_after_evaluation BEFORE UPDATE OF state ON application
WHEN NEW.state = 'in_approval' AND OLD.state <> 'in_approval' AND EXISTS (
        SELECT 1 FROM project_year AS this
        JOIN project_year AS before ON before.project_id = this.project_id AND before.year = (
            SELECT max(year) FROM project_year AS earlier
            WHERE earlier.project_id = this.project_id AND earlier.year < this.year
            AND (NOT earlier.closed OR EXISTS (SELECT 1 FROM appropriation WHERE project_year_id = earlier.id))
        )
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

-- What was granted on an application, evaluated by its indicators, or decided on an evaluation keeps its ground.
CREATE TRIGGER application_kept_for_money BEFORE UPDATE OF state ON application
WHEN NEW.state = 'void' AND OLD.state <> 'void' AND OLD.number IS NOT NULL AND EXISTS (
        SELECT 1 FROM appropriation
        WHERE project_year_id = OLD.project_year_id AND kind IN ('initial', 'addition')
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:application_kept_for_money:【第十三条】本年度已按申请登记预算指标，年度申请不能作废；请用“修改”后重新送审。');
END;

CREATE TRIGGER application_kept_for_evaluation BEFORE UPDATE OF state ON application
WHEN OLD.state = 'approved' AND NEW.state <> 'approved' AND EXISTS (
        SELECT 1 FROM evaluation
        WHERE project_year_id = OLD.project_year_id AND state IN ('in_approval', 'approved')
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:application_kept_for_evaluation:【第十三条】本年度绩效自评已按这份申请的指标送审，申请不能修改或作废；请先用“修改”把该自评退回草稿。');
END;

CREATE TRIGGER evaluation_of_approved_plan BEFORE UPDATE OF state ON evaluation
WHEN NEW.state = 'in_approval' AND OLD.state <> 'in_approval' AND EXISTS (
        SELECT 1 FROM application
        WHERE project_year_id = NEW.project_year_id AND number IS NOT NULL AND state NOT IN ('approved', 'void')
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:evaluation_of_approved_plan:【第十三条】本年度的年度申请还没有批准，目标和指标未经签批；请先完成年度申请的签批。');
END;

CREATE TRIGGER evaluation_kept_for_application BEFORE UPDATE OF state ON evaluation
WHEN OLD.state = 'approved' AND NEW.state <> 'approved' AND EXISTS (
        SELECT 1 FROM project_year AS this
        JOIN project_year AS next ON next.project_id = this.project_id AND next.year = (
            SELECT min(year) FROM project_year AS later
            WHERE later.project_id = this.project_id AND later.year > this.year
        )
        JOIN application ON application.project_year_id = next.id AND application.state = 'approved'
        WHERE this.id = OLD.project_year_id
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:evaluation_kept_for_application:【第十三条】下一年度的申请已依据这份自评批准，自评不能修改或作废；请先用“修改”把该申请退回草稿。');
END;
