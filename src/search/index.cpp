#include "src/search/index.hpp"

#include "src/search/sqlite.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>

namespace taizhang::search {

namespace fs = std::filesystem;

namespace {

// A document's number begins with its kind, so that asking for one kind is asking for a range of numbers.
constexpr std::int64_t numbers_of_a_kind = std::int64_t{1} << 40;
constexpr std::int64_t application = 0x747A7377;  // "tzsw"
constexpr std::int64_t format = 1;                // raised when words are cut in another way, or other words are taken
constexpr std::uint64_t steps_allowed = 60'000'000;

constexpr const char* schema = R"(
    CREATE TABLE origin(name TEXT NOT NULL, epoch TEXT NOT NULL);
    CREATE TABLE views(view TEXT PRIMARY KEY, version INTEGER NOT NULL, position INTEGER, redacted INTEGER);
    CREATE TABLE documents(id INTEGER PRIMARY KEY, view TEXT NOT NULL, key TEXT NOT NULL, ledger TEXT NOT NULL,
                           title TEXT NOT NULL, body TEXT NOT NULL, UNIQUE(view, key));
    CREATE VIRTUAL TABLE words USING fts5(title, body, content='documents', content_rowid='id', tokenize='taizhang');
    INSERT INTO words(words, rank) VALUES('rank', 'bm25(6.0, 1.0)');
)";

std::int64_t first_of(Kind kind) {
    return std::int64_t(kind) * numbers_of_a_kind + 1;
}
std::int64_t last_of(Kind kind) {
    return (std::int64_t(kind) + 1) * numbers_of_a_kind;
}
Kind kind_of(std::int64_t id) {
    return Kind((id - 1) / numbers_of_a_kind);
}

/// Every word as a phrase of which the last token may go on; all of them must stand in the document.
std::string match_of(const Words& words) {
    std::string out;
    for (const auto& word : words) {
        // tokens are letters and digits and characters: nothing that would need to be escaped
        out += out.empty() ? "(" : " AND (";
        for (std::size_t i = 0; i < word.size(); ++i) out += (i ? " + \"" : "\"") + word[i] + "\"";
        out += " *)";
    }
    return out;
}

/// The statements of whoever writes.
struct Writing {
    Statement known, insert, erase, add_words, remove_words, mark;
};

Result<Writing> writing(Database& db) {
    TZ_TRY(auto known, db.prepare("SELECT id, ledger, title, body FROM documents WHERE view = ?1 AND key = ?2"));
    TZ_TRY(auto insert, db.prepare("INSERT INTO documents(id, view, key, ledger, title, body) "
                                   "VALUES(?1, ?2, ?3, ?4, ?5, ?6)"));
    TZ_TRY(auto erase, db.prepare("DELETE FROM documents WHERE id = ?1"));
    TZ_TRY(auto add, db.prepare("INSERT INTO words(rowid, title, body) VALUES(?1, ?2, ?3)"));
    TZ_TRY(auto remove, db.prepare("INSERT INTO words(words, rowid, title, body) VALUES('delete', ?1, ?2, ?3)"));
    TZ_TRY(auto mark, db.prepare("INSERT INTO views VALUES(?1, ?2, ?3, ?4) ON CONFLICT(view) DO UPDATE SET "
                                 "version = ?2, position = ?3, redacted = ?4"));
    return Writing{std::move(known), std::move(insert), std::move(erase),
                   std::move(add),   std::move(remove), std::move(mark)};
}

Status check_origin(Database& db, const Origin& origin) {
    TZ_TRY(const auto app, db.number("PRAGMA application_id"));
    TZ_TRY(const auto version, db.number("PRAGMA user_version"));
    if (app != application || version != format) return Error{ErrorCode::corrupt, "another format"};
    TZ_TRY(auto ask, db.prepare("SELECT name, epoch FROM origin"));
    TZ_TRY(const bool row, ask.step());
    if (!row || ask.text(0) != origin.name || ask.text(1) != std::to_string(origin.epoch))
        return Error{ErrorCode::corrupt, "another log"};
    return {};
}

Status make(Database& db, const Origin& origin) {
    TZ_CHECK(db.run("BEGIN IMMEDIATE"));
    TZ_CHECK(db.run(schema));
    TZ_TRY(auto insert, db.prepare("INSERT INTO origin VALUES(?1, ?2)"));
    TZ_CHECK(insert.bind(1, origin.name).bind(2, std::to_string(origin.epoch)).run());
    TZ_CHECK(db.run("PRAGMA application_id = " + std::to_string(application)));
    TZ_CHECK(db.run("PRAGMA user_version = " + std::to_string(format)));
    return db.run("COMMIT");
}

/// secure_delete: what is removed by law must not stay in pages that are free. Without a sync at each commit a power
/// cut may cost the last ones, which are made again.
Status settle(Database& db) {
    return db.run(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; "
        "PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY");
}

class SqliteIndex final : public Index {
  public:
    SqliteIndex(fs::path file, Database db) : file_(std::move(file)), db_(std::move(db)) {}

    Status prepare() {
        TZ_TRY(auto made, writing(db_));
        writing_.emplace(std::move(made));
        TZ_TRY(auto ask, db_.prepare("SELECT view, version, position, redacted FROM views"));
        for (;;) {
            TZ_TRY(const bool row, ask.step());
            if (!row) break;
            const auto position = [&](int column) {
                return ask.is_null(column) ? std::nullopt : std::optional(Position(ask.integer(column)));
            };
            marks_[ask.text(0)] = {std::uint32_t(ask.integer(1)), position(2), position(3)};
        }
        return number_kinds();
    }

    const std::map<std::string, Mark>& marks() const override { return marks_; }
    std::uint64_t documents() const override { return documents_; }

    Status apply(const Changes& changes) override {
        return all_or_nothing([&]() -> Status {
            for (const auto& one : changes.documents) {
                TZ_CHECK(put(changes.view, one));
            }
            return keep_mark(changes.view, changes.mark);
        });
    }

    Status forget(const std::string& view) override {
        return all_or_nothing([&]() -> Status {
            TZ_TRY(auto keys, db_.prepare("SELECT key FROM documents WHERE view = ?1"));
            keys.bind(1, view);
            std::vector<KeyedDocument> gone;
            for (;;) {
                TZ_TRY(const bool row, keys.step());
                if (!row) break;
                gone.push_back({keys.text(0), std::nullopt});
            }
            for (const auto& one : gone) {
                TZ_CHECK(put(view, one));
            }
            return keep_mark(view, {});
        });
    }

    Status clean() override {
        // one segment without what was deleted, then its old pages overwritten, then no copy in the journal
        TZ_CHECK(db_.run("INSERT INTO words(words) VALUES('optimize')"));
        TZ_TRY(const auto busy, db_.number("PRAGMA wal_checkpoint(TRUNCATE)"));
        if (busy != 0) return Error{ErrorCode::busy, "the search index is being read; it is cleaned a little later"};
        return {};
    }

    Result<std::vector<Found>> find(const Query& query) const override;

  private:
    template <class Work>
    Status all_or_nothing(Work work) {
        TZ_CHECK(db_.run("BEGIN IMMEDIATE"));
        auto marks = marks_;
        const auto documents = documents_.load();
        auto done = work();
        if (done) done = db_.run("COMMIT");
        if (done) return {};
        (void)db_.run("ROLLBACK");
        marks_ = std::move(marks);
        documents_ = documents;
        return done;
    }

    Status keep_mark(const std::string& view, const Mark& mark) {
        auto& into = writing_->mark;
        into.bind(1, view).bind(2, std::int64_t(mark.version));
        mark.position ? into.bind(3, std::int64_t(*mark.position)) : into.bind_null(3);
        mark.redacted ? into.bind(4, std::int64_t(*mark.redacted)) : into.bind_null(4);
        TZ_CHECK(into.run());
        marks_[view] = mark;
        return {};
    }

    /// Rows often change without their words.
    Status put(const std::string& view, const KeyedDocument& given) {
        auto& known = writing_->known;
        TZ_TRY(const bool there, known.bind(1, view).bind(2, given.key).step());
        if (there) {
            const auto id = known.integer(0);
            const auto ledger = known.text(1), title = known.text(2), body = known.text(3);
            known.reset();
            const auto& now = given.document;
            if (now && now->ledger == ledger && now->title == title && now->body == body && now->kind == kind_of(id))
                return {};
            TZ_CHECK(writing_->remove_words.bind(1, id).bind(2, title).bind(3, body).run());
            TZ_CHECK(writing_->erase.bind(1, id).run());
            --documents_;
        }
        return given.document ? add(view, given.key, *given.document) : Status();
    }

    Status add(const std::string& view, const std::string& key, const Document& document) {
        const auto id = next_[document.kind]++;
        auto& insert = writing_->insert;
        insert.bind(1, id).bind(2, view).bind(3, key).bind(4, document.ledger);
        TZ_CHECK(insert.bind(5, document.title).bind(6, document.body).run());
        TZ_CHECK(writing_->add_words.bind(1, id).bind(2, document.title).bind(3, document.body).run());
        ++documents_;
        return {};
    }

    Status number_kinds() {
        TZ_TRY(auto ask, db_.prepare("SELECT coalesce(max(id), ?1 - 1) FROM documents WHERE id BETWEEN ?1 AND ?2"));
        for (const auto kind : all_kinds()) {
            TZ_TRY(const bool row, ask.bind(1, first_of(kind)).bind(2, last_of(kind)).step());
            next_[kind] = row ? ask.integer(0) + 1 : first_of(kind);
            ask.reset();
        }
        TZ_TRY(const auto counted, db_.number("SELECT count(*) FROM documents"));
        documents_ = std::uint64_t(counted);
        return {};
    }

    static std::vector<Kind> all_kinds() {
        std::vector<Kind> all;
        for (auto kind = Kind::item; kind <= Kind::change; kind = Kind(int(kind) + 1)) all.push_back(kind);
        return all;
    }

    /// A connection that nobody else uses just now.
    Result<std::unique_ptr<Database>> reader() const {
        {
            const std::lock_guard lock(mutex_);
            if (!readers_.empty()) {
                auto taken = std::move(readers_.back());
                readers_.pop_back();
                return taken;
            }
        }
        TZ_TRY(auto made, Database::open(file_, Database::Mode::read));
        return std::make_unique<Database>(std::move(made));
    }

    const fs::path file_;
    Database db_;
    std::optional<Writing> writing_;
    std::map<std::string, Mark> marks_;
    std::map<Kind, std::int64_t> next_;
    std::atomic<std::uint64_t> documents_{0};
    mutable std::mutex mutex_;
    mutable std::vector<std::unique_ptr<Database>> readers_;
};

/// Where the kinds' numbers are; SQLite looks at the first and the last one only before it ranks.
std::string ranges_of(std::vector<Kind> kinds) {
    if (kinds.empty()) return "";
    std::ranges::sort(kinds);
    const auto range = [](Kind first, Kind last) {
        return "words.rowid BETWEEN " + std::to_string(first_of(first)) + " AND " + std::to_string(last_of(last));
    };
    std::string out = " AND " + range(kinds.front(), kinds.back());
    if (kinds.size() == 1) return out;
    for (std::size_t i = 0; i < kinds.size(); ++i) out += (i ? " OR " : " AND (") + range(kinds[i], kinds[i]);
    return out + ")";
}

Result<std::vector<Found>> matching(Database& db, const Query& query) {
    TZ_TRY(auto ask, db.prepare("SELECT d.id, d.view, d.key, -words.rank FROM words CROSS JOIN documents d "
                                "ON d.id = words.rowid WHERE words MATCH ?1" +
                                ranges_of(query.kinds) +
                                " AND (?4 = '' OR d.ledger = ?4) ORDER BY words.rank LIMIT ?5 OFFSET ?6"));
    ask.bind(1, match_of(query.words));
    ask.bind(4, query.ledger).bind(5, std::int64_t(query.limit)).bind(6, std::int64_t(query.skip));
    std::vector<Found> found;
    for (;;) {
        TZ_TRY(const bool row, ask.step());
        if (!row) return found;
        found.push_back({ask.text(1), ask.text(2), kind_of(ask.integer(0)), ask.real(3)});
    }
}

Result<std::vector<Found>> SqliteIndex::find(const Query& query) const {
    if (query.words.empty()) return std::vector<Found>();
    TZ_TRY(auto db, reader());
    db->allow(steps_allowed);
    auto found = matching(*db, query);
    const std::lock_guard lock(mutex_);
    readers_.push_back(std::move(db));
    return found;
}

Result<std::unique_ptr<Index>> opened(const fs::path& file, const Origin& origin, bool fresh) {
    TZ_TRY(auto db, Database::open(file, Database::Mode::write));
    TZ_CHECK(settle(db));
    if (fresh) {
        TZ_CHECK(make(db, origin));
    } else {
        TZ_CHECK(check_origin(db, origin));
    }
    auto index = std::make_unique<SqliteIndex>(file, std::move(db));
    TZ_CHECK(index->prepare());
    return std::unique_ptr<Index>(std::move(index));
}

}  // namespace

Result<std::unique_ptr<Index>> Index::open(const fs::path& folder, const Origin& origin, Begin begin) {
    std::error_code problem;
    const bool made = fs::create_directories(folder, problem);
    if (made) fs::permissions(folder, fs::perms::owner_all, problem);  // it holds the ledgers' words
    const auto file = folder / "words.sqlite";
    if (begin == Begin::with_what_is_there && fs::exists(file, problem)) {
        auto there = opened(file, origin, false);
        if (there || there.error().code == ErrorCode::not_writable || there.error().code == ErrorCode::busy)
            return there;
    }
    for (const auto* part : {"", "-wal", "-shm"}) fs::remove(file.string() + part, problem);
    return opened(file, origin, true);
}

}  // namespace taizhang::search
