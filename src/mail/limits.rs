//! core: Linear pre-scan of a mail before any parser sees it.
