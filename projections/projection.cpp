#include "projections/projection.hpp"

namespace taizhang {

void Rows::put(std::string_view key, std::unique_ptr<TypedRow> row) {
    RowBuffer text;
    row->write(text);
    put(key, std::string(text.text()));
}

}  // namespace taizhang
