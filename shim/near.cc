/* NEAR: see near.hh. */
#include "config.h"

#include "shim/near.hh"

#include <algorithm>

#include "shim/guard.hh"
#include "shim/watch.hh"

/* Steps between two looks at the clock: positions read, or windows compared,
 * some of which are dear. */
static constexpr unsigned NEAR_INTERVAL = 256;

/* Lists opened between two: a look into a B-tree each, some microseconds. */
static constexpr unsigned OPEN_INTERVAL = 16;

xs::near_source::near_source(const std::vector<std::vector<std::string>> &w,
                             uint32_t s, uint64_t d, const xs_flag *c)
    : span(s), deadline(d), cancel(c)
{
    for (const auto &terms : w) {
        auto known = std::find(words.begin(), words.end(), terms);
        size_t word = size_t(known - words.begin());
        if (known == words.end()) {
            words.push_back(terms);
            times.push_back(0);
        }
        word_of.push_back(word);
        times[word]++;
    }
}

Xapian::doccount
xs::near_source::get_termfreq_min() const
{
    return 0;
}

/* As many as there are, so that everything else is asked first. */
Xapian::doccount
xs::near_source::get_termfreq_est() const
{
    return db.get_doccount();
}

Xapian::doccount
xs::near_source::get_termfreq_max() const
{
    return db.get_doccount();
}

void
xs::near_source::init(const Xapian::Database &database)
{
    db = database;
    it = db.postlist_begin(std::string());
    started = false;
    unsigned opened = 0;
    cursors.clear();
    for (const auto &terms : words) {
        std::vector<cursor> word;
        for (const auto &term : terms) {
            if (++opened % OPEN_INTERVAL == 0)
                xs::check_time(deadline, cancel);
            word.push_back(
                {term, db.postlist_begin(term), db.postlist_end(term)});
        }
        cursors.push_back(std::move(word));
    }
    found.resize(words.size());
}

void
xs::near_source::tick()
{
    if (++calls % NEAR_INTERVAL == 0)
        xs::check_time(deadline, cancel);
}

/* The positions of a word's terms in a document; false where there are
 * none. */
bool
xs::near_source::read(std::vector<cursor> &word, Xapian::docid did,
                      positions *out)
{
    size_t terms = 0;

    out->clear();
    for (auto &c : word) {
        if (c.at != c.end && *c.at < did)
            c.at.skip_to(did);
        if (c.at == c.end || *c.at != did)
            continue;
        terms++;
        for (auto p = c.at.positionlist_begin(); p != c.at.positionlist_end();
             ++p) {
            tick();
            out->push_back(*p);
        }
    }
    if (terms > 1) {
        std::sort(out->begin(), out->end());
        out->erase(std::unique(out->begin(), out->end()), out->end());
    }
    return !out->empty();
}

namespace
{
/* Words and positions of a window, matched so that each word has a position of
 * its own: by an augmenting path for each. Those of word w are
 * lists[l][first[l]...], l = list_of[w]. */
class places
{
  public:
    places(const std::vector<xs::positions> &l, const std::vector<size_t> &o,
           const std::vector<size_t> &f, Xapian::termpos s,
           Xapian::termpos width)
        : lists(l), list_of(o), first(f), start(s), owner(width, NOBODY)
    {
    }

    bool fit()
    {
        for (size_t w = 0; w < list_of.size(); w++) {
            std::vector<bool> tried(owner.size(), false);
            if (!place(w, tried))
                return false;
        }
        return true;
    }

  private:
    static constexpr size_t NOBODY = SIZE_MAX;

    bool take_free(size_t word)
    {
        const xs::positions &list = lists[list_of[word]];

        for (size_t i = first[list_of[word]];
             i < list.size() && list[i] - start < owner.size(); i++) {
            size_t at = list[i] - start;
            if (owner[at] == NOBODY) {
                owner[at] = word;
                return true;
            }
        }
        return false;
    }

    /* Depth: the number of words. A word that is wanted many times would push
     * all of itself along, were what is free not looked at first. */
    bool place(size_t word, std::vector<bool> &tried)
    {
        const xs::positions &list = lists[list_of[word]];

        if (take_free(word))
            return true;

        for (size_t i = first[list_of[word]];
             i < list.size() && list[i] - start < owner.size(); i++) {
            size_t at = list[i] - start;
            if (tried[at])
                continue;
            tried[at] = true;
            if (place(owner[at], tried)) {
                owner[at] = word;
                return true;
            }
        }
        return false;
    }

    const std::vector<xs::positions> &lists;
    const std::vector<size_t> &list_of;
    const std::vector<size_t> &first;
    Xapian::termpos start;
    std::vector<size_t> owner; /* of a position of the window */
};

bool
all_different(const std::vector<xs::positions> &lists,
              const std::vector<size_t> &at)
{
    for (size_t i = 0; i < at.size(); i++)
        for (size_t j = 0; j < i; j++)
            if (lists[i][at[i]] == lists[j][at[j]])
                return false;
    return true;
}
} // namespace

/* A window begins at each position of any word, and ends at the earliest that
 * has each word as often as it is wanted. */
bool
xs::near_source::near()
{
    std::vector<size_t> at(found.size(), 0);

    for (;;) {
        Xapian::termpos first = found[0][at[0]], last = 0;
        tick();
        for (size_t w = 0; w < found.size(); w++) {
            size_t end = at[w] + times[w] - 1;
            if (end >= found[w].size())
                return false;
            first = std::min(first, found[w][at[w]]);
            last = std::max(last, found[w][end]);
        }
        if (last - first <= span &&
            ((found.size() == word_of.size() && all_different(found, at)) ||
             places(found, word_of, at, first, span + 1).fit()))
            return true;
        for (size_t w = 0; w < found.size(); w++) {
            if (found[w][at[w]] == first && ++at[w] == found[w].size())
                return false;
        }
    }
}

bool
xs::near_source::matches(Xapian::docid did)
{
    for (size_t w = 0; w < cursors.size(); w++)
        if (!read(cursors[w], did, &found[w]))
            return false;
    return near();
}

/* From where it stands on to a document that matches. */
void
xs::near_source::settle()
{
    while (it != db.postlist_end(std::string()) && !matches(*it)) {
        tick();
        ++it;
    }
}

void
xs::near_source::next(double)
{
    if (started)
        ++it;
    started = true;
    settle();
}

void
xs::near_source::skip_to(Xapian::docid did, double)
{
    started = true;
    if (it != db.postlist_end(std::string()))
        it.skip_to(did);
    settle();
}

/* About this document alone: false leaves it open where the next one is. */
bool
xs::near_source::check(Xapian::docid did, double)
{
    started = true;
    if (it != db.postlist_end(std::string()))
        it.skip_to(did);
    return it == db.postlist_end(std::string()) || (*it == did && matches(did));
}

bool
xs::near_source::at_end() const
{
    return started && it == db.postlist_end(std::string());
}

Xapian::docid
xs::near_source::get_docid() const
{
    return *it;
}

std::string
xs::near_source::get_description() const
{
    return "near " + std::to_string(span);
}
