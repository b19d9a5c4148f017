-- Whose file it is, and the serials already given out.

-- A sample ledger can never pass for a real one.
CREATE TRIGGER ledger_info_fixed BEFORE UPDATE ON ledger_info
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.created_at IS NOT OLD.created_at OR
    NEW.sample IS NOT OLD.sample
BEGIN
    SELECT RAISE(ABORT, 'GUARD:ledger_info_fixed:账套的标识、建立时间和示例标记不能改动；请新建账套。');
END;

CREATE TRIGGER ledger_info_never_deleted BEFORE DELETE ON ledger_info
BEGIN
    SELECT RAISE(ABORT, 'GUARD:ledger_info_never_deleted:账套信息不能删除；请保留。');
END;

CREATE TRIGGER ledger_info_never_replaced BEFORE INSERT ON ledger_info
WHEN EXISTS (SELECT 1 FROM ledger_info WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:ledger_info_never_replaced:已有相同编号的账套信息，不能用新内容顶替；请核对后另行新增。');
END;

CREATE TRIGGER number_series_never_back BEFORE UPDATE ON number_series
WHEN NEW.id IS NOT OLD.id OR NEW.prefix IS NOT OLD.prefix OR NEW.year IS NOT OLD.year
    OR NEW.last < OLD.last
BEGIN
    SELECT RAISE(ABORT, 'GUARD:number_series_never_back:单据编号只能向前，不能退回重用；作废的编号也不再使用。');
END;

CREATE TRIGGER number_series_never_deleted BEFORE DELETE ON number_series
BEGIN
    SELECT RAISE(ABORT, 'GUARD:number_series_never_deleted:编号记录不能删除；请保留，编号不能重用。');
END;

CREATE TRIGGER number_series_never_replaced BEFORE INSERT ON number_series
WHEN EXISTS (SELECT 1 FROM number_series WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM number_series WHERE prefix = NEW.prefix AND year = NEW.year)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:number_series_never_replaced:已有相同编号的编号记录，不能用新内容顶替；请核对后另行新增。');
END;
