// Adds the golden files that are missing. An existing file is never touched: what was written must stay readable.
#include "tests/golden/golden.hpp"

#include <iostream>

int main() {
    using namespace taizhang;
    for (const auto& event : filled_events()) {
        const auto& info = info_of(event);
        const auto known = golden::examples(info, info.schema);
        const auto bytes = encode_event(event);
        if (known > 0 && golden::read(golden::file_of(info, info.schema, known)).bytes == bytes) continue;
        const auto path = golden::file_of(info, info.schema, known + 1);
        std::ofstream(path) << to_hex(bytes) << "\n" << event_to_json(event) << "\n";
        std::cout << "added " << path.filename().string() << "\n";
    }
}
