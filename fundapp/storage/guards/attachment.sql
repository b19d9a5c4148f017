-- Attachments: their digest is part of what is signed (art. 12).

CREATE TRIGGER attachment_never_changed BEFORE UPDATE ON attachment
BEGIN
    SELECT RAISE(ABORT, 'GUARD:attachment_never_changed:【第十二条】附件只能新增，不能修改；请上传新的附件。');
END;

CREATE TRIGGER attachment_never_replaced BEFORE INSERT ON attachment
WHEN EXISTS (SELECT 1 FROM attachment WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'GUARD:attachment_never_replaced:已有相同编号的附件，不能用新内容顶替；请核对后另行新增。');
END;

CREATE TRIGGER attachment_frozen_insert BEFORE INSERT ON attachment
WHEN EXISTS (
        SELECT 1 FROM payment WHERE NEW.owner_kind = 'payment' AND id = NEW.owner_id AND state IN ('in_approval', 'approved', 'paid', 'void')
    )
    OR EXISTS (
        SELECT 1 FROM evaluation
        WHERE NEW.owner_kind = 'evaluation' AND id = NEW.owner_id AND state IN ('in_approval', 'approved', 'void')
    )
    OR EXISTS (
        SELECT 1 FROM application
        WHERE NEW.owner_kind = 'application' AND id = NEW.owner_id AND state IN ('in_approval', 'approved', 'void')
    )
    OR EXISTS (
        SELECT 1 FROM monitoring
        WHERE NEW.owner_kind = 'monitoring' AND id = NEW.owner_id AND state IN ('in_approval', 'approved', 'void')
    )
    OR EXISTS (
        SELECT 1 FROM term_review
        WHERE NEW.owner_kind = 'term_review' AND id = NEW.owner_id AND state IN ('in_approval', 'approved', 'void')
    )
    OR EXISTS (
        SELECT 1 FROM rectification
        WHERE NEW.owner_kind = 'rectification' AND id = NEW.owner_id AND state IN ('closed', 'void')
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:attachment_frozen_insert:【第十二条】送审以后不能增加附件；请先用“修改”退回草稿，本轮签批随之失效。');
END;

CREATE TRIGGER attachment_never_deleted BEFORE DELETE ON attachment
WHEN NOT EXISTS (
        SELECT 1 FROM payment
        WHERE OLD.owner_kind = 'payment' AND id = OLD.owner_id AND state IN ('draft', 'returned') AND round = 0
    )
    AND NOT EXISTS (
        SELECT 1 FROM evaluation
        WHERE OLD.owner_kind = 'evaluation' AND id = OLD.owner_id AND state IN ('draft', 'returned')
    )
    AND NOT EXISTS (
        SELECT 1 FROM application
        WHERE OLD.owner_kind = 'application' AND id = OLD.owner_id AND state IN ('draft', 'returned')
    )
    AND NOT EXISTS (
        SELECT 1 FROM monitoring
        WHERE OLD.owner_kind = 'monitoring' AND id = OLD.owner_id AND state IN ('draft', 'returned')
    )
    AND NOT EXISTS (
        SELECT 1 FROM term_review
        WHERE OLD.owner_kind = 'term_review' AND id = OLD.owner_id AND state IN ('draft', 'returned')
    )
    AND NOT EXISTS (
        SELECT 1 FROM contract WHERE OLD.owner_kind = 'contract' AND id = OLD.owner_id AND state = 'draft'
    )
    AND NOT EXISTS (
        SELECT 1 FROM allocation_list WHERE OLD.owner_kind = 'allocation' AND id = OLD.owner_id AND state = 'draft'
    )
    AND NOT EXISTS (
        SELECT 1 FROM project WHERE OLD.owner_kind = 'project' AND id = OLD.owner_id AND state = 'draft'
    )
BEGIN
    SELECT RAISE(ABORT, 'GUARD:attachment_never_deleted:【第十二条】只有草稿的附件可以删除；已送审、生效或付款的附件须保留。');
END;
