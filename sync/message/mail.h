// A letter as a mail (RFC 5322, MIME).
//
// Decides: its headers and how its text is coded, and that the same letter is the same mail, byte for byte, with one
// Message-ID: a server, or a person, who gets it twice can tell. Leaves to others: its words (sync/message/texts.h),
// its way (sync/message/smtp_channel.cpp).
#pragma once

#include <string>

#include "storage/model/commands/letter.h"
#include "sync/message/texts.h"

namespace dockhand {

struct MailSender {
  std::string address;        // "shop@example.com"; empty: nothing goes out as mail
  std::string name{};         // such as "Nordlager"
  std::string unsubscribe{};  // "mailto:..." or "https://..." for List-Unsubscribe; may be empty
};

std::string message_id_of(const std::string& letter, const MailSender& from);  // the result has no < and >
// Returns a mail whose lines end in CR LF. The letter must have a contact with an address.
std::string mail_of(const Letter& letter, const LetterText& text, const MailSender& from);

}  // namespace dockhand
