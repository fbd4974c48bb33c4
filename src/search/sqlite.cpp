#include "src/search/sqlite.hpp"

#include "src/search/tokens.hpp"

#include <sqlite3.h>

namespace taizhang::search {

namespace {

constexpr int steps_at_a_time = 10'000;

Error failed(sqlite3* db, int code) {
    const std::string what = db ? sqlite3_errmsg(db) : sqlite3_errstr(code);
    switch (code & 0xFF) {
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return {ErrorCode::corrupt, "the search index is damaged: " + what};
        case SQLITE_INTERRUPT:
            return {ErrorCode::over_limit, "too much matches these words; add another one, or ask for one kind"};
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
            return {ErrorCode::not_writable, "the search index cannot be read or written: " + what};
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {ErrorCode::busy, "the search index is busy: " + what};
        default:
            return {ErrorCode::internal, "the search index: " + what};
    }
}

// ---- the tokenizer, as FTS5 wants it -------------------------------------------------------------------------------

int make_tokenizer(void*, const char**, int, Fts5Tokenizer** out) {
    static int nothing = 0;  // it has no state, but nullptr would mean that there is none
    *out = reinterpret_cast<Fts5Tokenizer*>(&nothing);
    return SQLITE_OK;
}

using TakeToken = int (*)(void*, int, const char*, int, int, int);

int tokenize(Fts5Tokenizer*, void* context, int flags, const char* text, int size, TakeToken take) {
    int rc = SQLITE_OK;
    const auto of = flags & FTS5_TOKENIZE_QUERY ? TokensOf::query : TokensOf::text;
    cut({text, std::size_t(size)}, of, [&](const Token& token) {
        rc = take(context, 0, token.folded.data(), int(token.folded.size()), int(token.from), int(token.until));
        return rc == SQLITE_OK;
    });
    return rc;
}

fts5_api* fts5_of(sqlite3* db) {
    fts5_api* api = nullptr;
    sqlite3_stmt* ask = nullptr;
    if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &ask, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(ask, 1, &api, "fts5_api_ptr", nullptr);
        sqlite3_step(ask);
    }
    sqlite3_finalize(ask);
    return api;
}

Status add_tokenizer(sqlite3* db) {
    auto* api = fts5_of(db);
    if (!api) return Error{ErrorCode::internal, "this SQLite was built without FTS5; install Debian's libsqlite3-0"};
    fts5_tokenizer made{.xCreate = make_tokenizer, .xDelete = [](Fts5Tokenizer*) {}, .xTokenize = tokenize};
    const int rc = api->xCreateTokenizer(api, "taizhang", nullptr, &made, nullptr);
    if (rc != SQLITE_OK) return failed(db, rc);
    return {};
}

}  // namespace

void CloseDatabase::operator()(sqlite3* db) const {
    sqlite3_close_v2(db);
}
void CloseStatement::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

// ---- Statement -----------------------------------------------------------------------------------------------------

Statement& Statement::bind(int at, std::string_view text) {
    sqlite3_bind_text64(statement_.get(), at, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}
Statement& Statement::bind(int at, std::int64_t number) {
    sqlite3_bind_int64(statement_.get(), at, number);
    return *this;
}
Statement& Statement::bind_null(int at) {
    sqlite3_bind_null(statement_.get(), at);
    return *this;
}

Result<bool> Statement::step() {
    const int rc = sqlite3_step(statement_.get());
    if (rc == SQLITE_ROW) return true;
    if (rc == SQLITE_DONE) return reset(), false;
    const auto error = failed(db_, rc);
    reset();
    return error;
}

Status Statement::run() {
    TZ_TRY(const bool row, step());
    if (row) reset();
    return {};
}

void Statement::reset() {
    sqlite3_reset(statement_.get());
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}
double Statement::real(int column) const {
    return sqlite3_column_double(statement_.get(), column);
}
std::string Statement::text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
    return bytes ? std::string(bytes, std::size_t(sqlite3_column_bytes(statement_.get(), column))) : std::string();
}
bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

// ---- Database ------------------------------------------------------------------------------------------------------

Result<Database> Database::open(const std::filesystem::path& file, Mode mode) {
    const int how = mode == Mode::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE;
    sqlite3* db = nullptr;
    const int rc = sqlite3_open_v2(file.c_str(), &db, how | SQLITE_OPEN_NOMUTEX, nullptr);
    Database made(db);
    if (rc != SQLITE_OK) return failed(db, rc);
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, 10'000);
    TZ_CHECK(add_tokenizer(db));
    if (mode == Mode::read) {
        TZ_CHECK(made.run("PRAGMA query_only = ON"));
    }
    return made;
}

Status Database::run(const std::string& sql) {
    const int rc = sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (rc != SQLITE_OK) return failed(db_.get(), rc);
    return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
    sqlite3_stmt* made = nullptr;
    const int rc =
        sqlite3_prepare_v3(db_.get(), sql.data(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &made, nullptr);
    if (rc != SQLITE_OK) return failed(db_.get(), rc);
    return Statement(db_.get(), made);
}

Result<std::int64_t> Database::number(std::string_view sql) {
    TZ_TRY(auto ask, prepare(sql));
    TZ_TRY(const bool row, ask.step());
    if (!row) return Error{ErrorCode::corrupt, "the search index lacks an answer to: " + std::string(sql)};
    return ask.integer(0);
}

std::int64_t Database::changed() const {
    return sqlite3_changes64(db_.get());
}

void Database::allow(std::uint64_t steps) {
    budget_->left = steps / steps_at_a_time;
    sqlite3_progress_handler(db_.get(), steps_at_a_time, spend, budget_.get());
}

int Database::spend(void* budget) {
    auto& left = static_cast<Budget*>(budget)->left;
    return left == 0 ? 1 : (--left, 0);
}

}  // namespace taizhang::search
