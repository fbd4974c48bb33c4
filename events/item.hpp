// Stream item/…: 台账事项, a line of a ledger (S1.2): what is to be done, by whom, by when, and what became of it.
#pragma once

#include "events/item_completion.hpp"
#include "events/item_entry.hpp"
#include "events/item_progress.hpp"
#include "events/item_project.hpp"
#include "events/item_supervision.hpp"
#include "events/item_support.hpp"
#include "events/item_year.hpp"
