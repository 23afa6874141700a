#include "sync/message/channel.h"

#include "storage/codec/json.h"

namespace dockhand {

std::string letter_json(const Letter& letter, const LetterText& text) {
  OrderedJson json{{"message", letter.id},         {"customer", letter.customer}, {"language", text.language},
                   {"made", letter.made.text()},   {"subject", text.subject},     {"text", text.body},
                   {"about", OrderedJson::array()}};
  for (const LetterLine& line : letter.lines) {
    OrderedJson about{{"kind", name_of(line.kind)}};
    if (line.line) about["line"] = line.line->text();
    about["item"] = line.item.text();
    about["name"] = line.name;
    about["units"] = line.units.units();
    if (line.day) about["day"] = line.day->text();
    if (line.was) about["was"] = line.was->text();
    if (!line.carrier.empty()) about["carrier"] = line.carrier;
    if (!line.tracking.empty()) about["tracking"] = line.tracking;
    if (!line.other.empty()) about["instead"] = line.other;
    if (!line.answer.empty()) about["answer"] = line.answer;
    if (!line.goodwill.empty()) about["goodwill"] = line.goodwill;
    if (!line.goodwill_code.empty()) about["code"] = line.goodwill_code;
    if (!line.law.empty()) about["texts"] = line.law;
    json["about"].push_back(std::move(about));
  }
  return print_json(json);
}

}  // namespace dockhand
