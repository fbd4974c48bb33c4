// The document that a play begins with: what `taizhang import` would send, sent in the system's name.
#pragma once

#include "tools/simulate/play.hpp"
#include "tools/simulate/player.hpp"

namespace taizhang::simulate {

struct DocumentCommands {
    LedgerId ledger;
    std::vector<CommandRequest> units, rest;  ///< the ledger and its items are in the rest
    std::size_t items = 0;
};

/// Against the units that are there by now. `regime`: under which the ledger is opened; empty: none.
Result<DocumentCommands> read_document(Player& player, const PlayedDocument& document, const std::string& regime);

Status send(Player& player, const std::vector<CommandRequest>& commands);

}  // namespace taizhang::simulate
