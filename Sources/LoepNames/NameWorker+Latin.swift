// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepUnicode

extension NameWorker {
    /// Puts the marks back in the names of a run whose given name belongs to a language written with them.
    ///
    /// Words spelt by Dutch ear (Vukasovitsj) are left to the transcriptions.
    func restoreMarks(_ document: Document, _ text: Span<UInt8>) {
        var place = 0
        while place + 1 < stretch.count {
            let end = restoreMarks(document, text, from: place)
            place = max(place + 1, end)
        }
    }

    /// Tries the word at a place as a given name; returns where the name ends, or the place itself.
    private func restoreMarks(_ document: Document, _ text: Span<UInt8>, from place: Int) -> Int {
        guard let hash = plainKey(document, text, place), var index = knowledge.table.find(hash)?.postings else {
            return place
        }
        let postings = knowledge.table.postings
        var best: (given: String, surname: ScoredName, language: UInt8)?
        let isBare = plainKey(document, text, place + 1) != nil && key.count >= 3 && !NameWorker.isPhonetic(key)
        let surname = key
        while isBare, index < postings.count {
            let posting = postings[index]
            if posting.form == WordForm.latin {
                let language = UInt8(posting.languages.trailingZeroBitCount) + 1
                if let name = knowledge.latin.surname(surname, language: language),
                    name.score > best?.surname.score ?? 0
                {
                    let given = knowledge.table.string(posting.target, UInt16(posting.score))
                    best = (given, name, language)
                }
            }
            if posting.last == 1 { break }
            index += 1
        }
        guard let best else { return place }
        let surface = [surfaceOf(document, place), surfaceOf(document, place + 1)]
        let isSame = best.given == surface[0] && best.surname.name == surface[1]
        for (offset, word) in [best.given, best.surname.name].enumerated() {
            stretch[place + offset].marked = word
            stretch[place + offset].odds = isSame ? NameWorker.never : NameWorker.markless
            stretch[place + offset].latin = best.language
        }
        return place + 2
    }

    /// Folds a word of plain letters into `key`; returns its hash, nil when it has marks.
    private func plainKey(_ document: Document, _ text: Span<UInt8>, _ place: Int) -> UInt64? {
        let part = stretch[place]
        key.removeAll(keepingCapacity: true)
        let name = Int(document.tokens[part.index].start)..<part.end
        for index in name where !(0x61...0x7A).contains(text[index] | 0x20) { return nil }
        NameFolding.append(text, name, to: &key)
        return KeyHash.of(key)
    }

    private func surfaceOf(_ document: Document, _ place: Int) -> String {
        let part = stretch[place]
        return document.text[ByteRange(Int(document.tokens[part.index].start)..<part.end)]
    }

    /// Whether a folded word has letter groups that only Dutch ears write.
    private static func isPhonetic(_ key: [UInt8]) -> Bool {
        for index in key.indices.dropLast() {
            let (first, second) = (key[index], key[index + 1])
            if first == 0x6F, second == 0x65 { return true }
            if first == 0x73 || first == 0x7A, second == 0x6A { return true }
        }
        return false
    }
}
