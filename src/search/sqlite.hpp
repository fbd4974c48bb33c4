// SQLite as this folder uses it: a connection that closes itself, statements by their text, and errors as Errors.
//
//     TZ_TRY(auto db, Database::open(path, Database::Mode::write));
//     TZ_CHECK(db.run("PRAGMA secure_delete = ON"));
//     TZ_TRY(auto ask, db.prepare("SELECT id FROM documents WHERE view = ?1"));
//     ask.bind(1, view);
//     for (;;) { TZ_TRY(const bool more, ask.step()); if (!more) break; use(ask.integer(0)); }
//
// One thread at a time. Every connection knows the tokenizer 'taizhang' (tokens.hpp).
#pragma once

#include <taizhang/result.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace taizhang::search {

struct CloseDatabase {
    void operator()(sqlite3* db) const;
};
struct CloseStatement {
    void operator()(sqlite3_stmt* statement) const;
};

class Statement {
  public:
    Statement(sqlite3* db, sqlite3_stmt* made) : db_(db), statement_(made) {}

    /// Parameters count from 1; what is bound is copied.
    Statement& bind(int at, std::string_view text);
    Statement& bind(int at, std::int64_t number);
    Statement& bind_null(int at);

    /// True: a row is there. False: it is done, and can be bound and stepped again.
    Result<bool> step();
    /// For what gives no rows.
    Status run();
    void reset();

    /// Columns count from 0.
    std::int64_t integer(int column) const;
    double real(int column) const;
    std::string text(int column) const;
    bool is_null(int column) const;

  private:
    sqlite3* db_;
    std::unique_ptr<sqlite3_stmt, CloseStatement> statement_;
};

class Database {
  public:
    enum class Mode { write, read };
    static Result<Database> open(const std::filesystem::path& file, Mode mode);

    Status run(const std::string& sql);
    Result<Statement> prepare(std::string_view sql);
    /// A single number that must be there.
    Result<std::int64_t> number(std::string_view sql);
    std::int64_t changed() const;

    /// Ends what is running with over_limit after about so many steps of SQLite's machine; counted from now.
    void allow(std::uint64_t steps);

  private:
    struct Budget {
        std::uint64_t left = 0;
    };
    explicit Database(sqlite3* db) : db_(db), budget_(std::make_unique<Budget>()) {}
    static int spend(void* budget);

    std::unique_ptr<sqlite3, CloseDatabase> db_;
    std::unique_ptr<Budget> budget_;
};

}  // namespace taizhang::search
