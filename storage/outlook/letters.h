// Letters: what is due to one customer at once, on its way by each channel.
//
// Decides: that messages wait a while for others of their customer; that a letter, once it is made, stays as it is and
// keeps its id, so that whoever gets it twice knows; that contacts are rows of this database alone. Leaves to others:
// what is told (storage/outlook/messages.h), its words and its way (sync/message/postman.h), the transaction
// (storage/ledger/letters.cpp).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/engine/engine.h"
#include "storage/model/commands/letter.h"

namespace dockhand {

bool letters_are_due(Engine& db, const LettersAsked& asked);
// Makes letters of the messages that have waited long enough and are still true. `changed` is the mark of what is noted
// meanwhile.
void make_letters(Engine& db, const LettersAsked& asked, std::int64_t changed);
std::vector<Letter> queued_letters(Engine& db, const LettersAsked& asked);
// Empty: it is not queued any more.
std::optional<Letter> queued_letter(Engine& db, const std::string& id, const std::string& channel);
// Returns false when the letter was not queued any more; one that was sent may come back.
bool put_down(Engine& db, const LetterTried& tried);
// Sends again one letter that was not sent, or, where no id is named, all that were refused or given up and still hold.
// Returns how many.
std::int64_t queue_again(Engine& db, const std::string& id);

void put_contact(Engine& db, const Contact& contact);
// Removes the contact, and all that was written to the customer. Returns how many rows.
std::int64_t forget_customer(Engine& db, const std::string& customer);

}  // namespace dockhand
