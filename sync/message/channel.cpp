#include "sync/message/channel.h"

#include "storage/codec/json.h"

namespace dockhand {

std::string letter_json(const Letter& letter, const LetterText& text) {
  OrderedJson json{{"message", letter.id},
                   {"customer", letter.customer},
                   {"language", letter.contact ? letter.contact->language : ""},
                   {"made", letter.made.text()},
                   {"subject", text.subject},
                   {"text", text.body},
                   {"about", OrderedJson::array()}};
  for (const LetterLine& line : letter.lines) {
    OrderedJson about{{"kind", name_of(line.kind)},
                      {"line", line.line.text()},
                      {"item", line.item.text()},
                      {"name", line.name},
                      {"units", line.units.units()}};
    if (line.day) about["day"] = line.day->text();
    if (line.was) about["was"] = line.was->text();
    if (!line.carrier.empty()) about["carrier"] = line.carrier;
    if (!line.tracking.empty()) about["tracking"] = line.tracking;
    json["about"].push_back(std::move(about));
  }
  return print_json(json);
}

}  // namespace dockhand
