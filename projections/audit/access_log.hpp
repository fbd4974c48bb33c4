// View `access_log` 访问拒绝记录: what was refused to whom, for account administrators and auditors alone. Key:
// "<day>/<version, 10 digits>".
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

struct AccessLogRow {
    std::string day;  ///< on which it was written
    std::optional<AccountId> account;
    std::optional<std::string> address;
    std::optional<std::string> method;
    access::Why why = access::Why::not_allowed;
    std::uint64_t count = 0;
    Time first_at;
    Time last_at;
    Position position = 0;
};
BOOST_DESCRIBE_STRUCT(AccessLogRow, (), (day, account, address, method, why, count, first_at, last_at, position))

}  // namespace rows

class AccessLogView final : public Projection {
  public:
    std::string_view name() const override { return "access_log"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    std::vector<std::string_view> key_fields() const override { return {"day"}; }
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
