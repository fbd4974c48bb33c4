// The document's head: title, number, issuer and dates, from the site's table (索引号: … 文号: …) or from the letter
// itself.
#pragma once

#include <span>
#include <vector>

#include "src/interop/breakdown.hpp"
#include "src/interop/lines.hpp"

namespace taizhang::interop {

struct Head {
    Document document;
    std::optional<int> year;  ///< that the tasks are for
    std::vector<Doubt> doubts;
};

/// `head` are the paragraphs before the first chapter or task, `tail` those after the last one's responsibility.
Head read_head(std::span<const Line> head, std::span<const Line> tail);

/// A line that is a date and nothing else but perhaps the signature before it.
std::optional<Date> signature_date(Text line);

}  // namespace taizhang::interop
