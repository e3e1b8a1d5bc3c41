# doc/protocol.md as a manual page: awk -f protocol.awk protocol.md.
# -v searchd=NAME and -v searchctl=NAME give the programs' installed names.
#
# It knows the Markdown that protocol.md uses, and no more: headings, paragraphs, lists by "* ", tables, blocks that are
# indented or fenced, and within a line `code`, **bold**, *emphasis*
# and links. A table becomes a list: its first column is what is
# looked up. Blanks within `code` are kept as \001 until the end, so that lines are not broken there.

BEGIN {
    if (searchd == "")
        searchd = "searchd"
    if (searchctl == "")
        searchctl = "searchctl"
    print ".\\\" Made from protocol.md by protocol.awk."
    print ".Dd November 22, 2026"
    print ".Dt MINUTIAE-PROTOCOL 7"
    print ".Os Minutiae"
    print ".Sh NAME"
    print ".Nm minutiae-protocol"
    print ".Nd the line protocol of " searchd
    print ".Sh DESCRIPTION"
    fresh = 1 # right behind a heading: no .Pp
}

# What mdoc would take for something else, in text that is shown as it is.
function literal(s)
{
    gsub(/\\/, "\\e", s)
    gsub(/-/, "\\-", s)
    gsub(/'/, "\\(aq", s)
    gsub(/`/, "\\(ga", s)
    gsub(/\^/, "\\(ha", s)
    gsub(/~/, "\\(ti", s)
    gsub(/⇥/, "\\(->", s)
    return s
}

# A line that begins so is none of text.
function guard(s)
{
    return s ~ /^[.']/ ? "\\&" s : s
}

function code(s)
{
    s = literal(s)
    gsub(/ /, "\001", s)
    return s
}

function programs(s,    out, at, word)
{
    # "searchd" as a word, not in searchd.sock nor in a path.
    while (match(s, /search(ctl|d)/)) {
        word = substr(s, RSTART, RLENGTH)
        at = substr(s, RSTART + RLENGTH)
        out = out substr(s, 1, RSTART - 1)
        if (out ~ /[\/A-Za-z-]$/ || at ~ /^(\.[a-z]|[A-Za-z-])/)
            out = out word
        else
            out = out (word == "searchd" ? searchd : searchctl)
        s = at
    }
    return out s
}

# Marks within a line; quote: code stands between quotes, else as it is.
function inline(s, quote,    out, at, rest)
{
    while (match(s, /`[^`]*`|\*\*[^*]+\*\*|\*[^* ][^*]*\*/)) {
        at = substr(s, RSTART, RLENGTH)
        rest = substr(s, RSTART + RLENGTH)
        out = out plain(substr(s, 1, RSTART - 1))
        if (at ~ /^`/) {
            at = code(programs(substr(at, 2, length(at) - 2)))
            out = out (quote ? "\\(oq" at "\\(cq" : at)
        } else if (at ~ /^\*\*/) {
            out = out "\\fB" plain(substr(at, 3, length(at) - 4)) "\\fR"
        } else {
            out = out "\\fI" plain(substr(at, 2, length(at) - 2)) "\\fR"
        }
        s = rest
    }
    return out plain(s)
}

# A link is its words: the page has all that is linked to, or names it.
function plain(s,    at)
{
    while (match(s, /\[[^]]*\]\([^)]*\)/)) {
        at = substr(s, RSTART + 1, RLENGTH)
        sub(/\].*/, "", at)
        s = substr(s, 1, RSTART - 1) at substr(s, RSTART + RLENGTH)
    }
    gsub(/\\/, "\\e", s)
    gsub(/⇥/, "\\(->", s)
    return programs(s)
}

# Prints text: a line a sentence at least, none of many more than 72 bytes.
function fill(s,    n, words, i, line)
{
    n = split(s, words, / +/)
    for (i = 1; i <= n; i++) {
        if (words[i] == "")
            continue
        if (line != "" && length(line) + length(words[i]) > 72) {
            put(line)
            line = ""
        }
        line = line (line == "" ? "" : " ") words[i]
        if (words[i] ~ /[.!?:]\)?$/ && words[i + 1] ~ /^[A-Z\\]/) {
            put(line)
            line = ""
        }
    }
    if (line != "")
        put(line)
}

function put(line)
{
    gsub(/\001/, "\\ ", line)
    print guard(line)
}

function end_paragraph()
{
    if (text == "")
        return
    if (in_list)
        print ".It"
    else if (!fresh)
        print ".Pp"
    fresh = 0
    fill(inline(text, 1))
    text = ""
}

function end_list()
{
    end_paragraph()
    if (in_list)
        print ".El"
    in_list = 0
}

function end_block()
{
    if (in_block)
        print ".Ed"
    in_block = blanks = 0
}

function begin_block()
{
    if (!in_block)
        print ".Bd -literal -offset indent"
    in_block = 1
}

function end_table()
{
    if (in_table)
        print ".El"
    in_table = 0
}

function close_all()
{
    end_list()
    end_block()
    end_table()
}

function trim(s)
{
    gsub(/^ +| +$/, "", s)
    return s
}

function upper_first(s)
{
    return toupper(substr(s, 1, 1)) substr(s, 2)
}

# A row whose first cell is a number has its key in two; one with many names
# first is the list of what the second tells.
function row(cells, n,    head, body, i, first)
{
    first = 2
    head = inline(cells[1], 0)
    if (cells[1] ~ /^[0-9]+$/)
        head = head "\001" inline(cells[first++], 0)
    if (gsub(/`/, "`", cells[1]) > 6) {
        head = inline(cells[2], 0)
        gsub(/` `/, "`, `", cells[1])
        cells[2] = cells[1]
    }
    gsub(/"/, "\\(dq", head)
    gsub(/\001/, "\\ ", head)
    print ".It \"" head "\""
    for (i = first; i <= n; i++) {
        if (cells[i] == "")
            continue
        if (i == 3 && first == 2 && titles[3] != "")
            body = body ".\001" upper_first(titles[3]) ": " cells[i]
        else if (i == 3 && first == 2)
            body = upper_first(body) ": " cells[i]
        else
            body = body cells[i]
    }
    gsub(/\001/, " ", body)
    fill(inline(body ".", 1))
}

/^```/ {
    if (fenced) {
        fenced = 0
        end_block()
        fresh = 0
        next
    }
    close_all()
    begin_block()
    fenced = 1
    next
}
fenced {
    print guard(literal($0))
    next
}

/^#/ {
    close_all()
    level = $1
    sub(/^#+ /, "")
    if (level == "##")
        print ".Sh " ($0 == "Errors" ? "ERROR CODES" : toupper($0))
    else if (level == "###")
        print ".Ss " $0
    fresh = 1
    next
}

/^    / && text == "" && !in_list {
    if (!in_block)
        close_all()
    begin_block()
    while (blanks-- > 0)
        print ""
    blanks = fresh = 0
    print guard(literal(programs(substr($0, 5))))
    next
}
/^$/ && in_block {
    blanks++
    next
}
in_block {
    end_block()
}

/^\|/ {
    end_list()
    if ($0 ~ /^[|: -]+$/ && $0 ~ /---/)
        next
    n = split($0, cells, /\|/) - 2
    for (i = 1; i <= n; i++)
        cells[i] = trim(cells[i + 1])
    if (!in_table) {
        in_table = 1
        print ".Bl -tag -width Ds"
        for (i = 1; i <= n; i++)
            titles[i] = cells[i]
        next
    }
    row(cells, n)
    next
}
{
    if (in_table) {
        end_table()
        fresh = 0
    }
}

/^\* / {
    end_paragraph()
    if (!in_list)
        print ".Bl -bullet"
    in_list = 1
    text = substr($0, 3)
    next
}
/^$/ {
    end_paragraph()
    next
}
{
    if (in_list && $0 !~ /^ /)
        end_list()
    text = text (text == "" ? "" : " ") trim($0)
}

END {
    close_all()
    print ".Sh SEE ALSO"
    print ".Xr " searchctl " 1 ,"
    print ".Xr " searchd " 8"
}
