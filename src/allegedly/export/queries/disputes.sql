-- title: Disputes
-- description: Claims that answer each other, side by side, without those that somebody rejected.
SELECT l.kind, one.outlet AS one_outlet, l.one_quote, other.outlet AS other_outlet, l.other_quote, l.reason,
    l.one_document, l.one_claim, l.other_document, l.other_claim
FROM counted_links l JOIN documents one ON one.id = l.one_document JOIN documents other ON other.id = l.other_document
WHERE l.kind IN ('denial', 'figures', 'happened') ORDER BY one.published DESC
