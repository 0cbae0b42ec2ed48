// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// The words of value expressions, by hash; read once, shared by all workers.
struct ValueLexicon: Sendable {
    /// Number words and words of the calendar.
    private(set) var words = ValueTable<ValueWord>()
    /// Units and currencies; names of several words under the joined hash of their words.
    private(set) var units = ValueTable<ValueUnit>()
    /// Sets the hashes of forms apart that count only as written.
    static let exactSeed: UInt64 = 1

    /// Reads `values-numbers.tsv`, `values-calendar.tsv` and `values-units.tsv`.
    ///
    /// - Throws: `io.not-found`, `io.unreadable`, `text.invalid-utf8` or `table.malformed`.
    init(resources: ResourceDirectory) throws(LoepError) {
        try self.init(
            numbers: resources.table("values-numbers.tsv"), calendar: resources.table("values-calendar.tsv"),
            units: resources.table("values-units.tsv"))
    }

    /// Takes tables that are open already.
    ///
    /// - Throws: `table.malformed`.
    init(numbers: Table, calendar: Table, units: Table) throws(LoepError) {
        try addNumbers(numbers)
        try addCalendar(calendar)
        try addUnits(units)
    }

    private static func columns(_ names: [String], of table: Table, _ name: String) throws(LoepError) -> [Int] {
        var positions: [Int] = []
        for column in names {
            guard let position = table.index(of: column) else {
                throw LoepError(.malformedTable, "\(name): no column \(column) in the header")
            }
            positions.append(position)
        }
        return positions
    }

    private static func malformed(_ name: String, _ row: [String], _ what: String) -> LoepError {
        LoepError(.malformedTable, "\(name): \(what) in the row of \(row.first ?? "")")
    }

    private mutating func add(_ form: String, _ classes: ValueClasses, number: Int) {
        words.update(ValueFolding.hash(form), new: ValueWord()) { word in
            word.classes.formUnion(classes)
            word.number = number
        }
    }

    private mutating func addNumbers(_ table: Table) throws(LoepError) {
        let name = "values-numbers.tsv"
        let columns = try ValueLexicon.columns(["form", "ordinal", "value", "part"], of: table, name)
        var digits: [(form: String, value: Int)] = []
        var tens: [(form: String, ordinal: String, value: Int)] = []
        for row in table.rows {
            let form = row[columns[0]]
            let ordinal = row[columns[1]]
            guard let value = Int(row[columns[2]]), value >= 0, !form.isEmpty else {
                throw ValueLexicon.malformed(name, row, "no form or no whole number")
            }
            switch row[columns[3]] {
            case "article": add(form, .article, number: value)
            case "digit", "small": add(form, .numeral, number: value)
            case "ten": add(form, [.numeral, .ten], number: value)
            case "hundred", "thousand": add(form, [.numeral, .multiplier], number: value)
            case "scale": add(form, .scale, number: value)
            case "halves": add(form, .halves, number: value)
            case "half": add(form, .half, number: value)
            default: throw ValueLexicon.malformed(name, row, "there is no part \(row[columns[3]])")
            }
            if ["article", "digit"].contains(row[columns[3]]), (1...9).contains(value) { digits.append((form, value)) }
            if ["digit", "small"].contains(row[columns[3]]), value >= 2 {
                for link in ["en", "eneen"] { add(form + link + "half", .halves, number: value * 10 + 5) }
                for link in ["en", "eneen"] { add(form + link + "halve", .halves, number: value * 10 + 5) }
            }
            if row[columns[3]] == "ten" { tens.append((form, ordinal, value)) }
            if ordinal != "-" { add(ordinal, .ordinal, number: value) }
        }
        for digit in digits {
            for ten in tens {
                for link in ["en", "-en-"] {
                    add(digit.form + link + ten.form, .numeral, number: digit.value + ten.value)
                    add(digit.form + link + ten.ordinal, .ordinal, number: digit.value + ten.value)
                }
            }
        }
    }

    private mutating func addCalendar(_ table: Table) throws(LoepError) {
        let name = "values-calendar.tsv"
        let columns = try ValueLexicon.columns(["form", "class", "value"], of: table, name)
        var days: [(form: String, word: ValueWord)] = []
        var parts: [(form: String, value: Int32)] = []
        for row in table.rows {
            let form = row[columns[0]]
            guard let known = ValueClasses.labels[row[columns[1]]], !form.isEmpty else {
                throw ValueLexicon.malformed(name, row, "no form, or no class \(row[columns[1]])")
            }
            guard let value = ValueLexicon.payload(row[columns[2]], known.payload) else {
                throw ValueLexicon.malformed(name, row, "the value \(row[columns[2]]) does not fit the class")
            }
            words.update(ValueFolding.hash(form), new: ValueWord()) { word in
                word.classes.formUnion(known.classes)
                if case .none = known.payload { return }
                word.value = value
            }
            if !known.classes.isDisjoint(with: [.weekday, .day]) {
                days.append((form, ValueWord(classes: known.classes, value: value)))
            }
            if !known.classes.isDisjoint(with: [.daypart, .daypartSuffix]) { parts.append((form, value)) }
            if known.classes == .weekday {
                words.update(
                    ValueFolding.hash(form + "s"), new: ValueWord(classes: .weekdaySet, value: value))
            }
        }
        for day in days {
            for part in parts {
                let joined = ValueWord(
                    classes: day.word.classes.union(.dayWithPart), value: day.word.value, second: part.value)
                words.update(ValueFolding.hash(day.form + part.form), new: joined)
            }
        }
    }

    private static func payload(_ text: String, _ payload: ValueClasses.Payload) -> Int32? {
        let bytes = Array(text.utf8)
        switch payload {
        case .none: return text == "-" ? 0 : nil
        case .number(let range): return Int(text).flatMap { range.contains($0) ? Int32($0) : nil }
        case .letter: return bytes.count == 1 ? Int32(bytes[0]) : nil
        case .pair: return bytes.count == 2 ? Int32(bytes[0]) << 8 | Int32(bytes[1]) : nil
        case .part: return ["START", "MID", "END"].contains(text) ? Int32(bytes[0]) : nil
        }
    }

    private mutating func addUnits(_ table: Table) throws(LoepError) {
        let name = "values-units.tsv"
        let columns = try ValueLexicon.columns(["form", "class", "code", "case"], of: table, name)
        for row in table.rows {
            let forms = row[columns[0]].split(separator: " ").map(String.init)
            guard let kind = ValueUnit.Kind(rawValue: row[columns[1]]) else {
                throw ValueLexicon.malformed(name, row, "there is no class \(row[columns[1]])")
            }
            guard (1...3).contains(forms.count), !row[columns[2]].isEmpty else {
                throw ValueLexicon.malformed(name, row, "no code, or a form without one to three words")
            }
            let unit = ValueUnit(kind: kind, code: row[columns[2]])
            switch row[columns[3]] {
            case "exact": units.update(Hash64.hash(forms.joined(), seed: ValueLexicon.exactSeed), new: unit)
            case "any":
                let hash = forms.reduce(UInt64(0)) { Lexicon.join($0, ValueFolding.hash($1)) }
                units.update(hash, new: unit)
                if kind == .sign {
                    words.update(hash, new: ValueWord()) { $0.classes.insert(.currencySign) }
                }
            default: throw ValueLexicon.malformed(name, row, "case is neither any nor exact")
            }
        }
    }
}
