// A bulletin 通报, 简报, 公示, 工作纪要 as a Word document (.docx) in the layout of an official document (GB/T 9704):
// A4, centred title, number, addressee, body with indented paragraphs and tables, signature, date, page numbers.
//
//     TZ_TRY(std::string bytes, write_docx(issued));
//
// Its words are those of bulletin_text(), in their order; only the date is printed as 2014年4月8日 and the addressee
// ends in a colon. The same bulletin gives the same bytes. Pure; any thread.
#pragma once

#include <taizhang/result.hpp>

#include <string>

#include "events/bulletin.hpp"

namespace taizhang::interop {

Result<std::string> write_docx(const bulletin::Issued& bulletin);

}  // namespace taizhang::interop
