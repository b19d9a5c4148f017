-- Lines of a signed document: frozen together with it.

CREATE TRIGGER {child}_frozen_insert BEFORE INSERT ON {child}
WHEN EXISTS (SELECT 1 FROM {table} WHERE id IN (NEW.{key}) AND state IN ('in_approval', 'approved', 'void'))
    OR EXISTS (SELECT 1 FROM {child} WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:{child}_frozen_insert:【{article}】{word}送审以后所列内容不能改动；请先用“修改”退回草稿，本轮签批随之失效。');
END;

CREATE TRIGGER {child}_frozen_update BEFORE UPDATE ON {child}
WHEN EXISTS (SELECT 1 FROM {table} WHERE id IN (OLD.{key}, NEW.{key}) AND state IN ('in_approval', 'approved', 'void'))
    OR NEW.id IS NOT OLD.id
BEGIN
    SELECT RAISE(ABORT, 'GUARD:{child}_frozen_update:【{article}】{word}送审以后所列内容不能改动；请先用“修改”退回草稿，本轮签批随之失效。');
END;

CREATE TRIGGER {child}_frozen_delete BEFORE DELETE ON {child}
WHEN EXISTS (SELECT 1 FROM {table} WHERE id IN (OLD.{key}) AND state IN ('in_approval', 'approved', 'void'))
BEGIN
    SELECT RAISE(ABORT, 'GUARD:{child}_frozen_delete:【{article}】{word}送审以后所列内容不能改动；请先用“修改”退回草稿，本轮签批随之失效。');
END;
