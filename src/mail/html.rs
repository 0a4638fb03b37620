//! core: What does an HTML body say, as text?
//! In: HTML as mail clients write it, broken or not. Out: lines; block quotes as `> ` lines, table cells by tabs.
//! Never drops words (hidden text is shown), never recurses, reads each sign once whatever the nesting.

/// Deeper quotes look like this one; a bound, for every line carries its marks.
const DEEPEST_QUOTE: usize = 10;

#[derive(Default)]
struct Page {
    out: String,
    /// For each open blockquote: is it a quote (or only an indentation)?
    quotes: Vec<bool>,
    quote_depth: usize,
    preformatted: usize,
    /// Line ends owed before the next word: 1 a new line, 2 an empty line between.
    breaks: usize,
    is_blank_owed: bool,
    is_line_empty: bool,
}

/// What was found to have no end: a search that fails is made once, which keeps reading linear.
#[derive(Default)]
struct Endless {
    quotes: bool,
    tags: bool,
    comments: bool,
    elements: Vec<&'static str>,
}

pub fn to_text(html: &str) -> String {
    let mut page = Page { is_line_empty: true, out: String::with_capacity(html.len() / 3), ..Page::default() };
    let mut endless = Endless::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (words, markup) = rest.split_at(at);
        page.words(words);
        rest = page.markup(markup, &mut endless);
    }
    page.words(rest);
    page.out.truncate(page.out.trim_end().len());
    page.out
}

impl Page {
    /// Reads one piece of markup at the start of `html`; gives what follows.
    fn markup<'h>(&mut self, html: &'h str, endless: &mut Endless) -> &'h str {
        if let Some(comment) = html.strip_prefix("<!--") {
            if !endless.comments {
                match comment.find("-->") {
                    Some(end) => return comment.get(end + 3..).unwrap_or_default(),
                    None => endless.comments = true,
                }
            }
            return comment.split_once('>').map_or("", |(_, after)| after);
        }
        let is_tag = html.as_bytes().get(1).is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!' | b'?'));
        let Some(end) = is_tag.then(|| tag_end(html, endless)).flatten() else {
            self.words("<");
            return html.get(1..).unwrap_or_default();
        };
        let tag = html.get(1..end).unwrap_or_default();
        let rest = html.get(end + 1..).unwrap_or_default();
        let name_end = tag.find(|c: char| !(c.is_ascii_alphanumeric() || c == '/')).unwrap_or(tag.len());
        let name = tag.get(..name_end).unwrap_or_default().trim_end_matches('/').to_ascii_lowercase();
        match name.as_str() {
            "script" | "style" | "title" | "template" => skip_element(rest, &name, endless),
            _ => {
                self.tag(&name, tag);
                rest
            }
        }
    }

    fn tag(&mut self, name: &str, tag: &str) {
        match name {
            "br" => {
                self.breaks = 0;
                self.line_end();
            }
            // Word's paragraphs stand without space between them.
            "p" => self.owe(if tag.contains("Mso") { 1 } else { 2 }),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "/h1" | "/h2" | "/h3" | "/h4" | "/h5" | "/h6" | "ul" | "/ul"
            | "ol" | "/ol" | "table" | "/table" | "dl" | "/dl" => self.owe(2),
            "/p" | "div" | "/div" | "tr" | "/tr" | "li" | "/li" | "section" | "/section" | "article" | "header"
            | "footer" | "address" | "dt" | "dd" | "form" | "center" | "fieldset" | "figure" | "body" | "/body"
            | "option" => {
                self.owe(1);
                if name == "li" {
                    self.words("* ");
                }
            }
            "td" | "th" if !self.is_line_empty && self.breaks == 0 => {
                self.out.push('\t');
                self.is_blank_owed = false;
            }
            // As Outlook writes it in plain text.
            "hr" => {
                self.owe(1);
                self.words("________________________________");
                self.owe(1);
            }
            "img" => {
                if let Some(text) = attribute(tag, "alt").filter(|text| !text.trim().is_empty()) {
                    self.words(&format!("[{}]", text.trim()));
                }
            }
            "pre" | "/pre" => {
                self.owe(1);
                self.preformatted =
                    if name == "pre" { self.preformatted + 1 } else { self.preformatted.saturating_sub(1) };
            }
            "blockquote" | "/blockquote" => self.quote(name, tag),
            _ => {}
        }
    }

    /// Gmail and Apple Mail indent with a blockquote without border: that is the writer's own text.
    fn quote(&mut self, name: &str, tag: &str) {
        self.owe(1);
        if name == "blockquote" {
            let is_indentation = (tag.contains("border:none") || tag.contains("border: none")) && !tag.contains("cite");
            self.quotes.push(!is_indentation);
            self.quote_depth += usize::from(!is_indentation);
        } else if let Some(was_quote) = self.quotes.pop() {
            self.quote_depth -= usize::from(was_quote);
        }
    }

    fn owe(&mut self, breaks: usize) {
        self.is_blank_owed = false;
        self.breaks = self.breaks.max(breaks);
    }

    fn line_end(&mut self) {
        if self.is_line_empty {
            self.margin();
        }
        self.out.truncate(self.out.trim_end_matches([' ', '\t']).len());
        self.out.push('\n');
        self.is_line_empty = true;
        self.is_blank_owed = false;
    }

    fn margin(&mut self) {
        for _ in 0..self.quote_depth.min(DEEPEST_QUOTE) {
            self.out.push_str("> ");
        }
    }

    /// Text between tags: blanks folded, entities opened.
    fn words(&mut self, text: &str) {
        if self.preformatted > 0 {
            for (number, line) in text.split('\n').enumerate() {
                if number > 0 {
                    self.line_end();
                }
                self.word(line.trim_end_matches('\r'));
            }
            return;
        }
        let is_blank = |c: char| c.is_ascii_whitespace() || c == '\u{a0}';
        self.is_blank_owed |= text.starts_with(is_blank);
        for word in text.split(is_blank).filter(|word| !word.is_empty()) {
            self.word(word);
            self.is_blank_owed = true;
        }
        self.is_blank_owed &= text.ends_with(is_blank);
    }

    fn word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        if self.breaks > 0 && !self.out.is_empty() {
            if !self.is_line_empty {
                self.line_end();
            }
            if self.breaks > 1 && !self.out.ends_with("\n\n") {
                self.line_end();
            }
        }
        self.breaks = 0;
        if self.is_line_empty {
            self.margin();
            self.is_line_empty = false;
        } else if self.is_blank_owed {
            self.out.push(' ');
        }
        self.is_blank_owed = false;
        unescape(word, &mut self.out);
    }
}

/// Where the tag at the start of `html` ends; a `>` in a quoted attribute does not end it, unless the quotes are broken.
fn tag_end(html: &str, endless: &mut Endless) -> Option<usize> {
    if endless.tags {
        return None;
    }
    if !endless.quotes {
        let mut quote = None;
        let mut last = 0;
        for (at, byte) in html.bytes().enumerate() {
            match (quote, byte) {
                (None, b'>') => return Some(at),
                // Only after `=` does a quote open a value: apostrophes stand elsewhere.
                (None, b'"' | b'\'') if last == b'=' => quote = Some(byte),
                (Some(open), _) if open == byte => quote = None,
                _ => {}
            }
            last = if byte.is_ascii_whitespace() { last } else { byte };
        }
        endless.quotes = true;
    }
    let end = html.find('>');
    endless.tags = end.is_none();
    end
}

/// What follows `</name>`; an element without an end hides nothing.
fn skip_element<'h>(rest: &'h str, name: &str, endless: &mut Endless) -> &'h str {
    const NAMES: [&str; 4] = ["script", "style", "title", "template"];
    let Some(name) = NAMES.into_iter().find(|own| *own == name && !endless.elements.contains(own)) else { return rest };
    let mut from = 0;
    while let Some(at) = rest.get(from..).and_then(|rest| rest.find("</")) {
        let after = rest.get(from + at + 2..).unwrap_or_default();
        if after.get(..name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name)) {
            return after.split_once('>').map_or("", |(_, after)| after);
        }
        from += at + 2;
    }
    endless.elements.push(name);
    rest
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    const LONGEST: usize = 200;
    let at = tag.find(&format!(" {name}="))?;
    let value = tag.get(at + name.len() + 2..)?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let value = value.get(1..)?;
    value.get(..value.find(quote)?).filter(|value| value.len() <= LONGEST)
}

/// `&nbsp;`, `&#36864;`, `&#x9000;`; what is no entity stays.
fn unescape(word: &str, out: &mut String) {
    const LONGEST: usize = 12;
    let mut rest = word;
    while let Some(at) = rest.find('&') {
        let (before, entity) = rest.split_at(at);
        out.push_str(before);
        let end = entity.bytes().take(LONGEST).position(|byte| byte == b';').unwrap_or(0);
        let (entity, after) = entity.split_at(end + 1);
        match entity {
            "&nbsp;" | "&#160;" | "&#xa0;" | "&#xA0;" => out.push(' '),
            _ => mail_parser::decoders::html::add_html_token(out, entity.as_bytes(), false),
        }
        rest = after;
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests;
