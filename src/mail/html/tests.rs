use super::*;

#[test]
fn lines_paragraphs_cells_and_lists_are_kept() {
    let html = "<html><head><title>no</title><style>p{}</style></head><body><p>Hello&nbsp;you</p>\n<div>a<br>b</div>\
        <table><tr><td>订单</td><td>42</td></tr></table><ul><li>x<li>y</ul>5 &lt; 6 &amp; 7 &#36864;&#x6b3e; &bogus; &</body>";
    assert_eq!(to_text(html), "Hello you\na\nb\n\n订单\t42\n\n* x\n* y\n\n5 < 6 & 7 退款 &bogus; &");
}

#[test]
fn quotes_become_lines_with_a_mark_and_indentation_does_not() {
    let html = "new<blockquote type=cite>old<blockquote><div>older</div></blockquote>tail</blockquote>end\
        <blockquote style=\"margin:0 0 0 40px;border:none;padding:0px\">mine</blockquote>";
    assert_eq!(to_text(html), "new\n> old\n> > older\n> tail\nend\nmine");
}

#[test]
fn scripts_and_comments_go_and_hidden_words_stay() {
    assert_eq!(
        to_text("a<script>if (a<b) x('</p>')</script>b<!-- c > d -->e<span style='display:none'>f</span>"),
        "abef"
    );
    assert_eq!(to_text("<!--[if mso]>x<![endif]-->a<![if !mso]>b<![endif]>"), "ab");
}

#[test]
fn nothing_without_an_end_hides_words() {
    assert_eq!(to_text("a<style>b"), "ab");
    assert_eq!(to_text("a<!-- b> c"), "a c");
    assert_eq!(to_text("a < b and 3<4 <"), "a < b and 3<4 <");
    assert_eq!(to_text("<a title=\"x>y\">z</a>"), "z");
    assert_eq!(to_text("<p class=\"broken>text</p> more"), "text\nmore");
}

#[test]
fn preformatted_lines_stay_lines() {
    assert_eq!(to_text("<pre>a  b\n c</pre>d"), "a  b\n c\nd");
}

#[test]
fn bombs_cost_what_their_bytes_cost() {
    for bomb in [
        "<div>",
        "<blockquote>",
        "<style>",
        "<!--",
        "<a href=\"",
        "<a '>' ",
        "<hr>",
        "</",
        "&",
        "<p>x<blockquote>",
        "<table><tr><td>",
        "<a b='",
        "<li>",
    ] {
        let text = to_text(&bomb.repeat(40_000));
        assert!(text.len() < 3_000_000, "{bomb} {}", text.len());
    }
}
