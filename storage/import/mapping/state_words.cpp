#include "storage/import/mapping/state_words.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "storage/import/cells/plain_name.h"
#include "storage/import/mapping/headings.h"

namespace dockhand {
namespace {

constexpr std::string_view headings_of_states[] = {"purchase order status",
                                                   "status",
                                                   "order status",
                                                   "order - status",
                                                   "state",
                                                   "document status",
                                                   "po status",
                                                   "auftragsstatus",
                                                   "belegstatus",
                                                   "bestellstatus",
                                                   "statut",
                                                   "état",
                                                   "statut de la commande",
                                                   "statut commande",
                                                   "estado",
                                                   "estado del pedido",
                                                   "stato",
                                                   "stato ordine",
                                                   "bestelstatus",
                                                   "orderstatus"};

// Beside those of the whole document.
constexpr std::string_view headings_of_line_states[] = {
    "line status",     "item status",   "line state",   "positionsstatus", "fulfillment status", "fulfilment status",
    "shipping status", "versandstatus", "lieferstatus", "statut de ligne", "estado de línea"};
// A day, or anything else, below them is of what is cancelled.
constexpr std::string_view headings_of_cancelled[] = {"cancelled at",  "canceled at",  "cancelled on", "cancelled date",
                                                      "canceled date", "storniert am", "annulé le",    "cancelado el"};

// The same of what has left a customer's order.
constexpr std::string_view headings_of_leaving[] = {
    "shipped at",    "shipped on",   "shipped date", "date shipped",  "date - shipped date",
    "fulfilled at",  "delivered at", "delivered on", "dispatched at", "versendet am",
    "verschickt am", "versandt am",  "geliefert am", "expédié le",    "livré le",
    "enviado el",    "entregado el", "spedito il",   "verzonden op"};

bool has_heading(const std::vector<std::string>& names, std::string_view heading) {
  return std::find(names.begin(), names.end(), heading) != names.end();
}

std::vector<StateRule> states_of_documents(const std::vector<std::string>& names, bool is_purchase) {
  const auto heading = std::find_if(std::begin(headings_of_states), std::end(headings_of_states),
                                    [&](std::string_view one) { return has_heading(names, one); });
  if (heading == std::end(headings_of_states)) {
    // "Closed: TRUE", as accounting programs have it.
    if (std::find(names.begin(), names.end(), "closed") == names.end()) return {};
    return {{"closed", RowState::done, {"true", "yes", "y", "1", "x"}}};
  }
  return rules_of_states(std::string(*heading), is_purchase);
}

std::vector<std::string> words_in(std::string_view list) {
  std::vector<std::string> words;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find('|'), list.size());
    words.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(list.size(), end + 1));
  }
  return words;
}

void add_words(std::vector<std::string>& to, std::string_view list) {
  const std::vector<std::string> words = words_in(list);
  to.insert(to.end(), words.begin(), words.end());
}

bool is_in(std::string_view list, const std::string& word) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find('|'), list.size());
    if (list.substr(0, end) == word) return true;
    list.remove_prefix(std::min(list.size(), end + 1));
  }
  return false;
}

// What has left: of an order it is done, of a purchase it is on its way here.
constexpr std::string_view words_of_leaving =
    "shipped|dispatched|despatched|versendet|versandt|verschickt|komplett versendet|vollständig versendet|expédié|"
    "expédiée|envoyé|envoyée|enviado|enviada|despachado|spedito|spedita|verzonden";
// These say it of goods and of nothing else; what is complete or closed may be a payment.
constexpr std::string_view words_of_delivering =
    "fulfilled|delivered|fully shipped|fully delivered|fully fulfilled|geliefert|ausgeliefert|komplett geliefert|"
    "vollständig geliefert|livré|livrée|entregado|entregada|consegnato|consegnata|geleverd";
constexpr std::string_view words_of_coming =
    "received|fully received|goods received|erhalten|eingegangen|vollständig geliefert|reçu|reçue|recibido|recibida|"
    "ricevuto|ricevuta|ontvangen";
// Of a purchase alone: of an order nobody knows what was sent, the goods or a confirmation.
constexpr std::string_view words_of_purchases_on_their_way =
    "sent|in transit|on the way|unterwegs|en transit|en tránsito|en camino|in transito|in "
    "viaggio|onderweg|acknowledged";
// What is invoiced may have been sent, or not; of a purchase it may be on its way.
constexpr std::string_view words_of_invoices =
    "invoiced|berechnet|fakturiert|facturé|facturée|facturado|facturada|fatturato|gefactureerd|to bill|abzurechnen|"
    "zu abrechnen|à facturer|por facturar|para facturar";
constexpr std::string_view words_of_what_is_done =
    "completed|complete|closed|geschlossen|abgeschlossen|erledigt|delivered|geliefert|fulfilled|received|erhalten|done|"
    "finished|fully delivered|fully received|fully shipped|full|wc-completed|ausgeliefert|komplett geliefert|"
    "vollständig geliefert|eingegangen|fertiggestellt|fertig|beendet|livré|livrée|terminé|terminée|clôturé|clôturée|"
    "soldé|soldée|reçu|reçue|entregado|entregada|completado|completada|cerrado|cerrada|finalizado|finalizada|recibido|"
    "recibida|consegnato|consegnata|evaso|evasa|completato|completata|chiuso|chiusa|ricevuto|ricevuta|geleverd|"
    "voltooid|afgerond|gesloten|ontvangen";
constexpr std::string_view words_of_what_is_to_come =
    "draft|entwurf|quote|quotation|angebot|rejected|planned|geplant|brouillon|devis|borrador|presupuesto|bozza|"
    "preventivo|concept|offerte";
// Documents of other kinds: goods that come back are none to be shipped.
constexpr std::string_view words_of_other_documents =
    "return|returns|return order|sales return|sales return order|purchase return|return authorization|"
    "return authorisation|rma|credit memo|credit note|sales credit note|refund|refunds|refund receipt|quote|"
    "quotes|quotation|sales quote|sales quotation|estimate|proforma|pro forma|pro-forma|proforma invoice|"
    "pro forma invoice|pro-forma invoice|blanket order|request for quotation|rfq|draft|draft order|gutschrift|"
    "rechnungskorrektur|stornorechnung|retoure|retouren|retour|rücksendung|rücklieferung|rückgabe|reklamation|"
    "erstattung|angebot|verkaufsangebot|kostenvoranschlag|proformarechnung|proforma-rechnung|anfrage|"
    "rahmenauftrag|entwurf|retour client|avoir|note de crédit|remboursement|devis|facture proforma|"
    "facture pro forma|commande ouverte|brouillon|devolución|devoluciones|nota de crédito|abono|reembolso|"
    "presupuesto|cotización|factura proforma|pedido abierto|borrador|reso|nota di credito|rimborso|preventivo|"
    "fattura proforma|bozza|retourorder|retourzending|creditnota|creditfactuur|terugbetaling|offerte|"
    "proformafactuur|raamorder";
// Below a heading of states it is asked whether they are wanted.
constexpr std::string_view words_of_holding =
    "on hold|on-hold|onhold|wc-on-hold|gesperrt|zurückgestellt|bloqué|bloquée|retenido|retenida|sospeso|sospesa|"
    "geblokkeerd";
// Beside them in the same column, as accounting programs have it.
constexpr std::string_view words_of_orders =
    "order|sales order|purchase order|auftrag|kundenauftrag|verkaufsauftrag|bestellung|commande|commande client|"
    "pedido|pedido de venta|ordine|ordine cliente|verkooporder|bestelling|inkooporder";
constexpr std::string_view words_of_cancelling =
    "cancelled|canceled|storniert|void|voided|refunded|annulé|annulée|cancelado|cancelada|anulado|anulada|annullato|"
    "annullata|geannuleerd|abgebrochen|annulliert|gelöscht|deleted|wc-cancelled|wc-refunded|storno|gestorniert";
constexpr std::string_view words_of_what_is_wanted =
    "open|offen|new|neu|confirmed|bestätigt|processing|in process|in bearbeitung|in arbeit|approved|released|"
    "freigegeben|pending|unfulfilled|partial|partially shipped|partially received|partially delivered|"
    "partially fulfilled|awaiting shipment|awaiting fulfillment|awaiting fulfilment|ready to ship|partly "
    "shipped|partly delivered|partly received|teilweise geliefert|teilgeliefert|"
    "teilweise versendet|teilweise versandt|teilversandt|teilweise erhalten|teillieferung|ordered|bestellt|paid|"
    "bezahlt|active|aktiv|backordered|backorder|on order|in progress|issued|placed|accepted|to deliver and bill|"
    "to deliver|to receive and bill|to receive|not shipped|unshipped|not delivered|not received|not fulfilled|"
    "nicht versendet|nicht geliefert|ouvert|ouverte|confirmé|confirmée|validé|validée|en cours|en attente|"
    "en préparation|nouveau|nouvelle|commandé|commandée|payé|payée|partiellement livré|partiellement livrée|"
    "partiellement expédié|partiellement expédiée|partiellement reçu|partiellement reçue|abierto|abierta|confirmado|"
    "confirmada|aprobado|aprobada|en proceso|pendiente|nuevo|nueva|pagado|pagada|parcialmente enviado|"
    "parcialmente entregado|parcialmente recibido|parcialmente enviada|parcialmente entregada|parcialmente recibida|"
    "aperto|aperta|confermato|confermata|in lavorazione|in corso|nuovo|pagato|parzialmente spedito|"
    "parzialmente consegnato|openstaand|bevestigd|in behandeling|nieuw|besteld|betaald|gedeeltelijk geleverd|"
    "gedeeltelijk verzonden|gedeeltelijk ontvangen";

// A mark stands below such a heading where the row is cancelled.
constexpr std::string_view headings_of_marks[] = {
    "canceled", "is cancelled", "is canceled", "storniert", "storno", "annulé",  "annulée",  "cancelado",
    "anulado",  "annullato",    "geannuleerd", "void",      "voided", "deleted", "gelöscht", "cancelled y/n"};
constexpr std::string_view words_of_marks = "x|true|yes|y|ja|j|oui|o|sí|si|s|wahr|vrai|verdadero|vero|waar|✓|✔";
constexpr std::string_view words_of_no_mark = "false|no|n|nein|non|falsch|faux|falso|nee|onwaar|-";

}  // namespace

std::vector<StateRule> rules_of_states(const std::string& header, bool is_purchase) {
  std::vector<std::string> wanted = words_in(words_of_what_is_wanted), done = words_in(words_of_what_is_done);
  add_words(is_purchase ? wanted : done, words_of_leaving);
  if (is_purchase)
    add_words(wanted, words_of_purchases_on_their_way);
  else
    add_words(done, words_of_invoices);
  add_words(wanted, words_of_orders);
  std::vector<std::string> left_out = words_in(words_of_what_is_to_come);
  add_words(left_out, words_of_other_documents);
  return {{header, RowState::wanted, std::move(wanted)},
          {header, RowState::done, std::move(done)},
          {header, RowState::left_out, std::move(left_out)},
          {header, RowState::cancelled, words_in(words_of_cancelling)}};
}

std::vector<StateRule> rules_of_marks(const std::string& header) {
  std::vector<std::string> cancelled = words_in(words_of_marks), wanted = words_in(words_of_no_mark);
  add_words(cancelled, words_of_cancelling);
  add_words(cancelled, "1");
  add_words(wanted, "0");
  add_words(wanted, words_of_what_is_wanted);
  return {{header, RowState::cancelled, std::move(cancelled)}, {header, RowState::wanted, std::move(wanted)}};
}

bool is_mark(const std::string& cell) {
  const std::string plain = plain_name(cell);
  return is_in(words_of_marks, plain) || is_in(words_of_no_mark, plain) || is_in(words_of_cancelling, plain);
}

std::optional<RowState> says_not_wanted(const std::string& cell, bool is_purchase) {
  // Cells that are longer are no such word: nobody looks at a million of them letter by letter.
  constexpr std::size_t longest_word = 24, shortest_word = 3;
  if (cell.size() > longest_word || cell.size() < shortest_word) return std::nullopt;
  const std::string plain = plain_name(cell);
  if (is_in(words_of_cancelling, plain)) return RowState::cancelled;
  const bool has_left =
      is_purchase ? is_in(words_of_coming, plain) : is_in(words_of_leaving, plain) || is_in(words_of_delivering, plain);
  if (has_left) return RowState::done;
  if (is_in(words_of_other_documents, plain) || is_in(words_of_holding, plain)) return RowState::left_out;
  return std::nullopt;
}

constexpr std::array<std::string_view, 2> columns_of_parts{"delivered", "open"};

std::vector<StateRule> states_in(const std::vector<std::string>& names, bool is_purchase) {
  std::vector<StateRule> rules = states_of_documents(names, is_purchase);
  for (const std::string_view heading : headings_of_line_states) {
    if (!has_heading(names, heading)) continue;
    const std::vector<StateRule> more = rules_of_states(std::string(heading), is_purchase);
    rules.insert(rules.end(), more.begin(), more.end());
  }
  for (const std::string_view heading : headings_of_cancelled) {
    if (has_heading(names, heading)) rules.push_back({std::string(heading), RowState::cancelled, {"*"}});
  }
  // Where a column counts what has left, or what has not, the day of a part is no end.
  const bool counts = std::any_of(columns_of_parts.begin(), columns_of_parts.end(), [&](std::string_view column) {
    return has_heading(names, column) || !heading_of(column, names).empty();
  });
  for (const std::string_view heading : headings_of_leaving) {
    if (!is_purchase && !counts && has_heading(names, heading))
      rules.push_back({std::string(heading), RowState::done, {"*"}});
  }
  for (const std::string_view heading : headings_of_marks) {
    if (!has_heading(names, heading)) continue;
    const std::vector<StateRule> more = rules_of_marks(std::string(heading));
    rules.insert(rules.end(), more.begin(), more.end());
  }
  return rules;
}

bool says_done(const std::string& word) {
  const std::string plain = plain_name(word);
  return is_in(words_of_leaving, plain) || is_in(words_of_invoices, plain) || is_in(words_of_what_is_done, plain);
}

bool says_to_come(const std::string& word) {
  const std::string plain = plain_name(word);
  return is_in(words_of_what_is_to_come, plain) || is_in(words_of_other_documents, plain);
}

bool says_what_is_cancelled(const std::vector<StateRule>& rules, const std::vector<std::string>& names) {
  bool any = false;
  for (const StateRule& rule : rules) {
    if (rule.state != RowState::cancelled) continue;
    const bool has = std::find(names.begin(), names.end(), plain_name(rule.header)) != names.end();
    const bool is_of_any_word = plain_name(rule.words.front()).empty();  // '*' is no letter
    if (!has && is_of_any_word) return false;
    any = any || has;
  }
  return any;
}

}  // namespace dockhand
