-- Indicators (arts. 9, 13): frozen under the hands of the year's application and of its self-evaluation.

CREATE TRIGGER indicator_frozen_insert BEFORE INSERT ON indicator
WHEN EXISTS (
        SELECT 1 FROM evaluation WHERE project_year_id IN (NEW.project_year_id) AND state IN ('in_approval', 'approved')
    )
    OR EXISTS (
        SELECT 1 FROM application WHERE project_year_id IN (NEW.project_year_id) AND state IN ('in_approval', 'approved')
    )
    OR EXISTS (SELECT 1 FROM indicator WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:indicator_frozen_insert:【第十三条】年度申请或绩效自评送审以后指标不能改动；请先用“修改”把它们退回草稿，本轮签批随之失效。');
END;

CREATE TRIGGER indicator_frozen_update BEFORE UPDATE ON indicator
WHEN EXISTS (
        SELECT 1 FROM evaluation WHERE project_year_id IN (OLD.project_year_id, NEW.project_year_id) AND state IN ('in_approval', 'approved')
    )
    OR EXISTS (
        SELECT 1 FROM application WHERE project_year_id IN (OLD.project_year_id, NEW.project_year_id) AND state IN ('in_approval', 'approved')
    )
    OR NEW.id IS NOT OLD.id
BEGIN
    SELECT RAISE(ABORT, 'GUARD:indicator_frozen_update:【第十三条】年度申请或绩效自评送审以后指标不能改动；请先用“修改”把它们退回草稿，本轮签批随之失效。');
END;

CREATE TRIGGER indicator_frozen_delete BEFORE DELETE ON indicator
WHEN EXISTS (
        SELECT 1 FROM evaluation WHERE project_year_id IN (OLD.project_year_id) AND state IN ('in_approval', 'approved')
    )
    OR EXISTS (
        SELECT 1 FROM application WHERE project_year_id IN (OLD.project_year_id) AND state IN ('in_approval', 'approved')
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:indicator_frozen_delete:【第十三条】年度申请或绩效自评送审以后指标不能改动；请先用“修改”把它们退回草稿，本轮签批随之失效。');
END;
