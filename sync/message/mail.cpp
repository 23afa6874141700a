#include "sync/message/mail.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>

namespace dockhand {
namespace {

std::string base64_of(std::string_view text) {
  std::string coded(sodium_base64_encoded_len(text.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(coded.data(), coded.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  coded.pop_back();
  return coded;
}

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7f; });
}

// Codes words as RFC 2047 does: in words of at most 75 characters that hold whole characters of UTF-8.
std::string coded_words(std::string_view text) {
  constexpr std::size_t bytes_a_word = 42;
  std::string words;
  while (!text.empty()) {
    std::size_t end = std::min(bytes_a_word, text.size());
    while (end < text.size() && end > 1 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    words += (words.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + base64_of(text.substr(0, end)) + "?=");
    text.remove_prefix(end);
  }
  return words;
}

std::string header_text(std::string_view text) {
  constexpr std::size_t longest = 70;
  return is_plain(text) && text.size() <= longest ? std::string(text) : coded_words(text);
}

// Puts a name before an address.
std::string mailbox_text(const std::string& name, const std::string& address) {
  if (name.empty()) return "<" + address + ">";
  constexpr std::size_t longest = 60;
  const bool quoted = name.find_first_of("\"\\") == std::string::npos && is_plain(name) && name.size() <= longest;
  return (quoted ? "\"" + name + "\"" : coded_words(name)) + " <" + address + ">";
}

std::string date_text(Instant at) {
  constexpr std::array weekdays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::string text = at.text();  // "2026-11-28T14:03:00.000Z"
  const std::int32_t days = Date::parse(text.substr(0, 10)).value().days();
  const auto weekday = static_cast<std::size_t>(((days % 7) + 7 + 3) % 7);
  const auto month = static_cast<std::size_t>(std::stoi(text.substr(5, 2)) - 1);
  return fmt::format("{}, {} {} {} {} +0000", weekdays[weekday], text.substr(8, 2), months[month], text.substr(0, 4),
                     text.substr(11, 8));
}

std::string in_lines(const std::string& coded) {
  constexpr std::size_t width = 76;
  std::string lines;
  for (std::size_t at = 0; at < coded.size(); at += width) lines += coded.substr(at, width) + "\r\n";
  return lines;
}

// Nobody is invited to stop what the law asks for.
bool is_legal(const Letter& letter) {
  return std::any_of(letter.lines.begin(), letter.lines.end(),
                     [](const LetterLine& line) { return !line.law.empty() && !line.law.starts_with("note_"); });
}

}  // namespace

std::string message_id_of(const std::string& letter, const MailSender& from) {
  const auto at = from.address.find('@');
  return letter + "@" + (at == std::string::npos ? "dockhand.invalid" : from.address.substr(at + 1));
}

std::string mail_of(const Letter& letter, const LetterText& text, const MailSender& from) {
  const Contact& to = *letter.contact;
  std::string mail;
  mail += "Date: " + date_text(letter.made) + "\r\n";
  mail += "From: " + mailbox_text(from.name, from.address) + "\r\n";
  mail += "To: " + mailbox_text(to.name, to.email) + "\r\n";
  mail += "Message-ID: <" + message_id_of(letter.id, from) + ">\r\n";
  mail += "Subject: " + header_text(text.subject) + "\r\n";
  if (!from.unsubscribe.empty() && !is_legal(letter)) mail += "List-Unsubscribe: <" + from.unsubscribe + ">\r\n";
  mail += "Auto-Submitted: auto-generated\r\n";
  mail += "MIME-Version: 1.0\r\n";
  mail += "Content-Type: text/plain; charset=utf-8\r\n";
  mail += "Content-Transfer-Encoding: base64\r\n\r\n";
  return mail + in_lines(base64_of(text.body + "\n"));
}

}  // namespace dockhand
