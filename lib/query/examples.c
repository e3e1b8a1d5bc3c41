/* The query language by examples: see examples.h. Each is of words that the
 * sample minutes in corpora/ have. */
#include "config.h"

#include "query/examples.h"

#define POUND "\xc2\xa3"

static const struct example words[] = {
    {"special constables",
     "both words, in any of their forms, in the paragraph or in its title"},
    {"potholes OR flooding", "either word; OR in capitals"},
    {"police -crime", "the first word without the second; NOT crime says the "
                      "same"},
    {"(potholes OR flooding) drains", "either of two words, and another one; "
                                      "parentheses make groups"},
    {"constab*", "every word that begins so: a * behind three letters or more"},
};

static const struct example phrases[] = {
    {"\"special constables\"",
     "these words in a row and in these forms; capitals and punctuation do not "
     "matter"},
    {"~\"special constable\"", "these words in a row, in any of their forms"},
    {"anti-social", "the parts of a word in a row, in any of their forms"},
    {"budget NEAR/5 deficit",
     "both words, at most five words from one to the other, in any order"},
    {"potholes NEAR/5 repair*", "a word near any that begins so"},
    {"(pothole OR road) NEAR/5 repairs", "either of two words near another"},
};

static const struct example places[] = {
    {"title:precept", "the word in the title"},
    {"text:precept", "the word in the paragraph itself, whatever its title"},
    {"title:(flooding OR flood) drains", "one of two words in the title, and "
                                         "another one anywhere"},
    {"committee:cabinet", "what this committee said; the words of a longer "
                          "name, or some in a row, go into quotes"},
    {"committee:\"crime panel\" precept", "a word, in the minutes of the "
                                          "committees with this in their name"},
    {"kind:resolution precept", "what was resolved; also minute, "
                                "recommendation, decision and note"},
    {"kind:(decision OR resolution) libraries", "what was decided or "
                                                "resolved"},
    {"para:7 police", "paragraphs with this number"},
    {"source:cabinet/2022-02-16-budget",
     "all of one file; source:cabinet is all of the folder"},
};

static const struct example times[] = {
    {"year:2014", "this year's; the year of the meeting, or of the title"},
    {"precept year:2014..2016", "these years'; 2014.. and ..2016 are open at "
                                "one end"},
    {"date:2024-07-10", "one day's meetings"},
    {"precept date:2015-02..2016-05",
     "from the first of one month to the last of the other; 2015-02.. and "
     "..2016-05 are open at one end"},
    {"plan:2014/15", "what has this financial year in its title"},
};

static const struct example numbers[] = {
    {POUND "2m", POUND "2m, " POUND "2million and " POUND "2 million alike"},
    {"2014-15", "2014-15, 2014/15 and 2014/2015 alike"},
    {"s.151", "s.151, s151 and section 151 alike"},
    {"4.5", "the number as it is written"},
    {"pcsos", "PCSO and PCSOs alike"},
};

#define GROUP(name, title)                                                     \
    {                                                                          \
#name, title, name, sizeof(name) / sizeof(name[0])                     \
    }

static const struct example_group groups[] = {
    GROUP(words, "Words"),
    GROUP(phrases, "Phrases and nearness"),
    GROUP(places, "Titles, committees, kinds and files"),
    GROUP(times, "Years and dates"),
    GROUP(numbers, "Numbers and acronyms"),
};

const struct example_group *
examples_groups(size_t *n)
{
    *n = sizeof(groups) / sizeof(groups[0]);
    return groups;
}
