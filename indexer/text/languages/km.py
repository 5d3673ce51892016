"""Khmer."""

from indexer.text.languages.profile import LanguageProfile, WordForms, words

PROFILE = LanguageProfile(
    code="km",
    name="Khmer",
    stop_words=words("""
        នៃ និង ជា ក្នុង នៅ បាន ដែល មាន ពី ទៅ មក នេះ នោះ ដោយ ឬ ប៉ុន្តែ សម្រាប់ ជាមួយ លើ ក្រោម មិន ត្រូវ អ្វី នរណា
        អ្នកណា ឯណា ពេលណា ហេតុអ្វី យ៉ាងណា ប៉ុន្មាន ណា ខ្ញុំ អ្នក គាត់ នាង យើង ពួកគេ វា ទាំង គឺ ថា នឹង កំពុង ហើយ ទេ ឲ្យ
        ឱ្យ តែ ដល់ តាម ក្រោយ មុន រវាង ព្រោះ បើ ប្រសិនបើ ដូច ផង ដែរ គ្រប់ ខ្លះ ច្រើន ណាស់ ជាង ទៀត រួច ក៏ របស់ ចំពោះ
        ដើម្បី នូវ
    """),
    forms=WordForms(thousands=".", decimal=","),
)  # fmt: skip
